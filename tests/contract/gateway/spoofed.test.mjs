/** N75: who is signed in is said by the gateway alone, to applications of every kind, however they read a header's name. */
import assert from "node:assert/strict";
import { request } from "node:http";
import { once } from "node:events";
import { after, before, describe, it } from "node:test";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { HOSTS, startGateway } from "./stage.mjs";
import { UPSTREAMS } from "./upstreams/index.mjs";

const SPELLINGS = [
  "fc-identity", "FC-IDENTITY", "Fc_Identity", "fc_identity", "FC_IDENTITY", "FC.Identity", "fc~identity", "fc!identity", "fc|identity",
];

/** What each kind takes for the identity where nobody stands before it. */
const BELIEVED = { Node: "fc-identity", nginx: "fc_identity", gunicorn: "fc_identity", uvicorn: "fc_identity" };

for (const host of HOSTS) for (const kind of Object.keys(UPSTREAMS)) {
  describe(`who is signed in, in ${host}, before ${kind}`, () => {
    let stage;
    let person;
    before(async () => {
      stage = await startGateway(host, { rules: "/open/* open", kind });
      person = await stage.signedIn();
    });
    after(() => stage?.stop());
    const ask = async (target, fields, named = "") => {
      const cookie = `Cookie: ${person.cookieHeader()}`;
      const forged = fields.map((name) => `${name}: forged`);
      const head = [`GET ${target} HTTP/1.1`, "Host: localhost", `Connection: close${named}`, cookie, ...forged, "", ""];
      const before = stage.upstream.came.length;
      const { received, status } = await stage.raw(head.join("\r\n"), { quiet: 20 });
      assert.doesNotMatch(received, /forged/);
      const [seen, ...others] = stage.upstream.came.slice(before);
      assert.deepEqual([status, others], [200, []], received);
      return seen;
    };
    const verified = async (token) => {
      const keys = createRemoteJWKSet(new URL(`${stage.origin}/auth/gateway-jwks.json`));
      return (await jwtVerify(token, keys, { issuer: stage.origin, audience: stage.upstream.origin, algorithms: ["ES256"] })).payload;
    };

    it("N75 removes an identity that the client sends, however it is spelt, one by one and all at once", async () => {
      const { sub } = (await person.session()).body.identity;
      for (const fields of [...SPELLINGS.map((name) => [name]), [...SPELLINGS, "fc-identity"]]) {
        const seen = await ask("/account", fields);
        assert.equal((await verified(seen.identity)).sub, sub, `${fields}`);
        assert.doesNotMatch(JSON.stringify(seen), /forged/, `${fields}`);
      }
    });

    it("N75 leaves none on an open path", async () => {
      const seen = await ask("/open/x", SPELLINGS);
      assert.equal(seen.identity, "");
      assert.doesNotMatch(JSON.stringify(seen), /forged/);
    });

    it("N75 lets `Connection` take neither the gateway's identity away, nor what it says besides", async () => {
      const seen = await ask("/account", ["fc-identity", "fc_identity"], ", fc-identity, fc_identity, cookie, x-forwarded-host");
      assert.equal((await verified(seen.identity)).fc.identity.birthName, "KERVOALEN");
      assert.ok(seen.headers.some(([name]) => name === "x-forwarded-host"));
    });

    it("N75 would be believed by the application itself", async () => {
      const asked = request(stage.upstream.origin, { headers: { [BELIEVED[kind]]: "forged" } }).end();
      const [answer] = await once(asked, "response");
      answer.resume();
      await once(answer, "end");
      assert.equal(stage.upstream.came.at(-1).identity, "forged");
    });
  });
}
