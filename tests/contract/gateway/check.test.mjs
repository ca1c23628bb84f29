/** `/auth/check`: a proxy forwards by itself, and asks the gateway. nginx and Caddy do so in tests/docs/guides/gateway-proxies.test.mjs. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { HOSTS, startGateway } from "./stage.mjs";

async function verified(token, { origin, upstream }) {
  const keys = createRemoteJWKSet(new URL(`${origin}/auth/gateway-jwks.json`));
  return (await jwtVerify(token, keys, { issuer: origin, audience: upstream.origin, algorithms: ["ES256"] })).payload;
}

for (const host of HOSTS) {
  describe(`the check in ${host}`, () => {
    let stage;
    let weak;
    before(async () => {
      stage = await startGateway(host, { settings: { GATEWAY_CHECK: "on" } });
      weak = await stage.signedIn("no-usual-name");
    });
    after(() => stage?.stop());
    const check = (person, query = "", headers = {}) => person.fetch(`/auth/check${query}`, { headers });

    it("is 204 with the token for whoever is signed in, of the demanded level", async () => {
      const strong = await stage.signedIn();
      for (const [person, query] of [[weak, ""], [weak, "?acr=eidas2"], [strong, "?acr=eidas3"]]) {
        const answer = await check(person, query);
        assert.equal(answer.status, 204);
        assert.equal(answer.headers.get("cache-control"), "no-store");
        const { sub } = await verified(answer.headers.get("fc-identity"), stage);
        assert.equal(sub, (await person.session()).body.identity.sub);
      }
      assert.equal(stage.upstream.came.length, 0);
    });

    it("is 401 or 403 with the login's address, and no token, for whoever is not", async () => {
      const stranger = await check(stage.newPerson(), "", { "x-original-uri": "/a?b=1" });
      assert.deepEqual([stranger.status, stranger.headers.get("location")], [401, `${stage.origin}/auth/login?return_to=%2Fa%3Fb%3D1`]);
      assert.equal((await stranger.json()).error.code, "no_session");
      const low = await check(weak, "?acr=eidas3", { "x-forwarded-uri": "/act" });
      assert.deepEqual([low.status, low.headers.get("location")], [403, `${stage.origin}/auth/login?return_to=%2Fact&acr=eidas3`]);
      // A level without a name is one that nobody reaches, and not none.
      const nameless = await check(await stage.signedIn(), "?acr=");
      assert.deepEqual([nameless.status, (await nameless.json()).error.code], [403, "acr_insufficient"]);
      assert.equal((await low.json()).error.code, "acr_insufficient");
      for (const answer of [stranger, low]) assert.equal(answer.headers.get("fc-identity"), null);
    });

    it("N77 takes from the original path where to come back to, if it is one of ours, and nothing else", async () => {
      const elsewhere = ["https://evil.example/", "//evil.example/", "/\\evil.example", "/auth/logout", "/a/..%2f", "nothing", "/a\tb"];
      for (const told of [...elsewhere, `${stage.origin}.evil.example/a`]) {
        const answer = await check(stage.newPerson(), "", { "x-original-uri": told });
        assert.equal(answer.headers.get("location"), `${stage.origin}/auth/login?return_to=%2F`, told);
      }
      const whole = await check(stage.newPerson(), "", { "x-original-url": `${stage.origin}/a` });
      assert.equal(whole.headers.get("location"), `${stage.origin}/auth/login?return_to=%2Fa`);
    });

    it("is asked for a WebSocket by a page of ours alone, whether the proxy says `Upgrade` or has taken it out", async () => {
      const cookie = `Cookie: ${weak.cookieHeader()}\r\n`;
      const upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\n";
      const version = "Sec-WebSocket-Version: 13\r\n";
      const ask = (fields) => stage.raw(`GET /auth/check HTTP/1.1\r\nHost: localhost\r\n${fields}\r\n`);
      for (const fields of [upgrade + version, upgrade, `Connection: close\r\n${version}`]) {
        const own = await ask(`${fields}${cookie}Origin: ${stage.origin}\r\n`);
        assert.deepEqual([own.status, /^fc-identity: ey/im.test(own.received)], [204, true], own.received);
        for (const origin of ["Origin: https://evil.example\r\n", "Origin: null\r\n", ""]) {
          const foreign = await ask(`${fields}${cookie}${origin}`);
          assert.deepEqual([foreign.status, foreign.code, /^fc-identity/im.test(foreign.received)], [403, "origin_refused", false]);
        }
        const stranger = await ask(`${fields}Origin: ${stage.origin}\r\n`);
        assert.deepEqual([stranger.status, stranger.code], [401, "no_session"]);
      }
    });

    it("redirects people where the proxy hands its answer on", async () => {
      const asked = { headers: { "x-forwarded-uri": "/a", "x-forwarded-method": "GET" } };
      const person = await stage.newPerson().visit("/auth/check?on_refusal=redirect", asked);
      assert.deepEqual([person.status, person.location], [303, `${stage.origin}/auth/login?return_to=%2Fa`]);
      assert.equal((await check(stage.newPerson(), "?on_refusal=redirect")).status, 401);
    });
  });
}
