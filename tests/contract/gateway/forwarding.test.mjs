/** What passes the gateway, and how it comes to the upstream and back: headers, bodies, cookies, caches, failures. */
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { request as overHttp } from "node:http";
import { after, before, describe, it } from "node:test";
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from "jose";
import { freePort } from "../../world/deployment/index.mjs";
import { HOSTS, gatewayKey, startGateway } from "./stage.mjs";
import { valuesOf } from "./upstreams/node.mjs";

const RULES = "/open/* open; /open-page open; /act/* eidas3; /says-open open";
const NAVIGATION = { "sec-fetch-mode": "navigate", accept: "text/html" };

for (const host of HOSTS) {
  describe(`the gateway in ${host}`, () => {
    let stage;
    let person;
    before(async () => {
      stage = await startGateway(host, { rules: RULES, settings: { GATEWAY_TIMEOUT: "1500" } });
      person = await stage.signedIn();
    });
    after(() => stage?.stop());
    const script = (path, init) => stage.newPerson().fetch(path, init);

    it("tells the upstream who is signed in, by a token that its public key verifies", async () => {
      const seen = await stage.seen(person, "/account?x=1&y=%20");
      assert.equal(seen.url, "/account?x=1&y=%20");
      const [token, ...others] = valuesOf(seen, "fc-identity");
      assert.deepEqual(others, []);
      const keys = createRemoteJWKSet(new URL(`${stage.origin}/auth/gateway-jwks.json`));
      const { payload } = await jwtVerify(token, keys, { issuer: stage.origin, audience: stage.upstream.origin, algorithms: ["ES256"] });
      const { body } = await person.session();
      assert.equal(payload.sub, body.identity.sub);
      assert.equal(payload.fc.identity.birthName, "KERVOALEN");
      assert.deepEqual(payload.fc.assurance, body.assurance);
      assert.equal(payload.fc.identity.raw, undefined);
      assert.ok(payload.exp - payload.iat <= 60);
      assert.ok(decodeProtectedHeader(token).kid);
    });

    it("publishes the public halves alone", async () => {
      const { keys } = await (await script("/auth/gateway-jwks.json")).json();
      assert.deepEqual(keys.map((key) => Object.keys(key).sort()), [["alg", "crv", "kid", "kty", "use", "x", "y"]]);
      assert.equal(keys[0].x, stage.key.x);
    });

    it("passes open paths on without an identity, and nothing else without a session", async () => {
      for (const path of ["/open/a", "/open", "/open-page"]) assert.deepEqual(valuesOf(await stage.seen(person, path), "fc-identity"), [], path);
      assert.equal((await script("/open/a")).status, 200);
      for (const path of ["/", "/open-pages", "/opened", "/account"]) {
        const answer = await script(path);
        assert.equal(answer.status, 401, path);
        const { error } = await answer.json();
        assert.equal(error.code, "no_session");
        assert.equal(error.login, "/auth/login?return_to=%2F");
      }
    });

    it("sends a script back to the page that it runs in", async () => {
      const answer = await script("/api/x", { headers: { referer: `${stage.origin}/page?a=1` } });
      assert.equal((await answer.json()).error.login, "/auth/login?return_to=%2Fpage%3Fa%3D1");
      const foreign = await script("/api/x", { headers: { referer: "https://evil.example/page" } });
      assert.equal((await foreign.json()).error.login, "/auth/login?return_to=%2F");
    });

    it("sends people to sign in, and those who lack a level to step up", async () => {
      const stranger = await stage.newPerson().navigate("/account?x=1");
      assert.deepEqual(stranger, { status: 303, location: "/auth/login?return_to=%2Faccount%3Fx%3D1" });
      const form = await stage.newPerson().visit("/account", { method: "POST", headers: { referer: `${stage.origin}/form` } });
      assert.deepEqual([form.status, form.location], [303, "/auth/login?return_to=%2Fform"]);
      const weak = await stage.signedIn("no-usual-name");
      assert.deepEqual(await weak.navigate("/act/sign"), { status: 303, location: "/auth/login?return_to=%2Fact%2Fsign&acr=eidas3" });
      const low = await weak.fetch("/act/sign");
      assert.equal(low.status, 403);
      const { error } = await low.json();
      assert.deepEqual([error.code, error.login], ["acr_insufficient", "/auth/login?return_to=%2F&acr=eidas3"]);
      assert.equal((await person.fetch("/act/sign")).status, 200);
    });

    it("N74 says itself what browsers call the service, and passes no claim of a client's on", async () => {
      const forged = {
        "x-forwarded-host": "evil.example", "x-forwarded-proto": "gopher", "x-forwarded-for": "10.0.0.1", "x-forwarded-uri": "/open/a",
        forwarded: "host=evil.example", "x-real-ip": "10.0.0.1", "x-original-url": "/act/sign", "x-rewrite-url": "/act/sign",
        x_forwarded_prefix: "/evil", "x-forwarded-user": "root",
      };
      const seen = await stage.seen(person, "/account", { headers: forged });
      assert.deepEqual(valuesOf(seen, "x-forwarded-host"), [new URL(stage.origin).host]);
      assert.deepEqual(valuesOf(seen, "x-forwarded-proto"), ["http"]);
      assert.doesNotMatch(JSON.stringify(seen), /evil|10\.0\.0\.1|gopher|root|act/);
      const [said] = valuesOf(seen, "host");
      assert.equal(said, host !== "workerd" ? new URL(stage.origin).host : new URL(stage.upstream.origin).host);
    });

    it("keeps our cookies from the upstream, and its own for it", async () => {
      const seen = await stage.seen(person, "/account", { headers: { cookie: `a=1; ${person.cookieHeader()}; b="2; x"` } });
      assert.deepEqual(valuesOf(seen, "cookie"), ['a=1; b="2; x"']);
      assert.deepEqual(valuesOf(await stage.seen(person, "/account"), "cookie"), []);
    });

    it("takes no cookie of our names from the upstream", async () => {
      const answer = await stage.newPerson().fetch("/cookies", { headers: { cookie: person.cookieHeader() } });
      assert.deepEqual(answer.headers.getSetCookie(), ["own=1; Path=/"]);
    });

    it("hands on no header of a connection, nor the identity, nor another way to the upstream", async () => {
      const { headers } = await person.fetch("/hop");
      assert.equal(headers.get("x-public"), "1");
      for (const name of ["x-private", "fc-identity", "alt-svc"]) assert.equal(headers.get(name), null, name);
      const seen = await stage.seen(person, "/account", { headers: { "x-a": "1", te: "trailers", "proxy-authorization": "Basic eDp5" } });
      assert.deepEqual(valuesOf(seen, "x-a"), ["1"]);
      for (const name of ["te", "proxy-authorization", "upgrade", "expect"]) assert.deepEqual(valuesOf(seen, name), [], name);
    });

    it("hands redirects on unfollowed; one to the upstream's own address goes to the public one", async () => {
      const location = async (path) => (await person.fetch(path)).headers.get("location");
      assert.equal(await location("/moved"), "/elsewhere");
      assert.equal(await location("/moved-to-myself"), `${stage.origin}/elsewhere?x=1`);
      assert.equal(await location("/moved-away"), "https://other.example/");
    });

    it("leaves no guarded answer to shared caches, and open ones as they are", async () => {
      const cached = async (who, path) => (await who.fetch(path)).headers;
      const expected = {
        "": "private, no-store",
        "public, max-age=600": "private, max-age=600",
        "max-age=600, s-maxage=60": "private, max-age=600",
        "no-store": "no-store",
        "private, max-age=5": "private, max-age=5",
        public: "private, no-store",
      };
      for (const [said, made] of Object.entries(expected)) {
        const headers = await cached(person, `/says?cache=${encodeURIComponent(said)}`);
        assert.equal(headers.get("cache-control"), made, said);
        for (const name of ["expires", "cdn-cache-control"]) assert.equal(headers.get(name), null, name);
      }
      const open = await cached(stage.newPerson(), "/open-page");
      assert.equal(open.get("cache-control"), null);
    });

    it("streams bodies both ways, whole", async () => {
      const body = randomBytes(5_000_000);
      const seen = await stage.seen(person, "/upload", { method: "POST", body });
      assert.deepEqual([seen.size, seen.sha256], [body.length, createHash("sha256").update(body).digest("hex")]);
      assert.deepEqual(valuesOf(seen, "content-length"), [String(body.length)]);
      const stream = new ReadableStream({
        start(controller) {
          for (let at = 0; at < body.length; at += 500_000) controller.enqueue(body.subarray(at, at + 500_000));
          controller.close();
        },
      });
      const chunked = await stage.seen(person, "/upload", { method: "PUT", body: stream, duplex: "half" });
      assert.equal(chunked.size, body.length);
      const empty = await stage.seen(person, "/upload", { method: "POST" });
      assert.deepEqual([empty.method, empty.size], ["POST", 0]);
      assert.equal((await stage.seen(person, "/x", { method: "DELETE" })).method, "DELETE");
      const answer = await person.fetch("/drips");
      const times = [];
      for await (const chunk of answer.body) if (chunk.length > 0) times.push(Date.now());
      assert.ok(times.at(-1) - times[0] > 400, "in one piece");
    });

    it("hands an encoded body on", async () => {
      const answer = await person.fetch("/gzip");
      assert.equal(await answer.text(), "gzipped text ".repeat(1000));
    });

    // workerd sees that a client has left once it writes to it.
    for (const path of host !== "workerd" ? ["/hangs", "/drips"] : ["/drips"]) {
      it(`ends what the client has left: ${path}`, async () => {
        const before = stage.upstream.left.length;
        const asked = stage.upstream.came.length;
        const sent = overHttp(`${stage.origin}${path}`, { headers: { cookie: person.cookieHeader() } });
        sent.on("error", () => {});
        sent.on("response", (answer) => answer.on("error", () => {}).once("data", () => sent.destroy()));
        sent.end();
        while (stage.upstream.came.length === asked) await pause(20);
        if (path === "/hangs") sent.destroy();
        for (let tries = 0; stage.upstream.left.length === before && tries < 50; tries += 1) await pause(20);
        assert.deepEqual(stage.upstream.left.slice(before), [path]);
      });
    }

    it("says that the upstream is late, in time; a person is told in her language", async () => {
      const start = Date.now();
      const answer = await person.fetch("/hangs");
      assert.ok(Date.now() - start < 4000);
      assert.equal(answer.status, 504);
      assert.deepEqual((await answer.json()).error, { code: "upstream_timeout", message: "the upstream did not answer in time", retryable: true });
      for (const [language, words] of [["fr", /Le service ne répond pas/], ["en", /The service does not answer/]]) {
        const page = await person.visit("/hangs", { headers: { "accept-language": language } });
        assert.equal(page.status, 504);
        assert.match(page.body, words);
        assert.match(page.body, /upstream_timeout/);
      }
    });

    it("says that the upstream broke off, and ends an answer that it broke off", async () => {
      const answer = await person.fetch("/breaks");
      assert.equal(answer.status, 502);
      assert.equal((await answer.json()).error.code, "upstream_unreachable");
      assert.equal(answer.headers.get("retry-after"), "5");
      const begun = await person.fetch("/breaks-later");
      await assert.rejects(begun.text());
      assert.ok(stage.said.join("").includes('"outcome":"upstream_unreachable"'));
    });

    it("serves a stranger's prefetch no login", async () => {
      const answer = await stage.newPerson().visit("/account", { headers: { ...NAVIGATION, "sec-purpose": "prefetch" } });
      assert.equal(answer.status, 303);
      assert.equal((await stage.newPerson().visit(answer.location, { headers: { "sec-purpose": "prefetch" } })).status, 503);
    });

    it("has a health endpoint that no upstream answers, and no check where none was set", async () => {
      const before = stage.upstream.came.length;
      assert.equal((await script("/auth/health")).status, 204);
      assert.equal((await person.fetch("/auth/check")).status, 404);
      assert.equal((await script("/auth/nothing")).status, 404);
      assert.equal((await script("/auth/health", { method: "POST" })).status, 405);
      assert.equal(stage.upstream.came.length, before);
    });

    it("writes no token, cookie or identity into its log", () => {
      const said = stage.said.join("");
      assert.doesNotMatch(said, /KERVOALEN|eyJ|__Host-/);
    });
  });

  describe(`the settings of the gateway in ${host}`, () => {
    const refused = (settings, sentence) => assert.rejects(startGateway(host, { settings }), (thrown) => {
      assert.match(thrown.message, sentence);
      for (const value of Object.values(settings)) if (value && value.length > 8) assert.ok(!thrown.message.includes(value), "a value");
      return true;
    });

    it("are named where they are missing or malformed, never shown", async () => {
      const key = await gatewayKey();
      const other = await gatewayKey();
      await refused({ UPSTREAM: "http://127.0.0.1:9999/base" }, /UPSTREAM: expected/);
      await refused({ UPSTREAM: "ftp://127.0.0.1" }, /UPSTREAM: expected/);
      await refused({ UPSTREAM: "http://user:password@127.0.0.1:1" }, /UPSTREAM: expected/);
      await refused({ GATEWAY_KEY: undefined }, /GATEWAY_KEY: expected/);
      await refused({ GATEWAY_KEY: JSON.stringify({ ...key, d: undefined }) }, /GATEWAY_KEY: expected/);
      await refused({ GATEWAY_KEY: JSON.stringify({ ...key, x: other.x, y: other.y }) }, /GATEWAY_KEY: expected/);
      await refused({ GATEWAY_RULES: "/secret-place/../x open" }, /GATEWAY_RULES: expected/);
      await refused({ GATEWAY_RULES: "/secret-place/* opne" }, /GATEWAY_RULES: expected `open`, `signed-in`, or levels that FC_PRESET knows/);
      await refused({ GATEWAY_TIMEOUT: "soon-enough" }, /GATEWAY_TIMEOUT: expected/);
      await refused({ GATEWAY_CHECK: "perhaps-so" }, /GATEWAY_CHECK: expected/);
      await refused({ FC_PUBLIC_ORIGIN: undefined }, /FC_PUBLIC_ORIGIN: expected/);
    });

    it("sign with the first of several keys, and publish all", async () => {
      const [old, fresh] = [await gatewayKey("old"), await gatewayKey("fresh")];
      const stage = await startGateway(host, { settings: { GATEWAY_KEY: JSON.stringify({ keys: [fresh, old] }) } });
      try {
        const person = await stage.signedIn();
        const [token] = valuesOf(await stage.seen(person, "/"), "fc-identity");
        assert.equal(decodeProtectedHeader(token).kid, "fresh");
        const { keys } = await (await person.fetch("/auth/gateway-jwks.json")).json();
        assert.deepEqual(keys.map(({ kid }) => kid), ["fresh", "old"]);
      } finally {
        await stage.stop();
      }
    });

    it("answers 502 while the application is not there, and serves it once it is", async () => {
      const port = await freePort();
      const stage = await startGateway(host, { upstream: { origin: `http://127.0.0.1:${port}`, stop() {} } });
      try {
        const person = await stage.signedIn();
        const answer = await person.fetch("/");
        assert.deepEqual([answer.status, (await answer.json()).error.code], [502, "upstream_unreachable"]);
        const page = await person.visit("/", { headers: { "accept-language": "fr" } });
        assert.equal(page.status, 502);
        assert.match(page.body, /Le service ne répond pas/);
        assert.equal((await person.fetch("/auth/health")).status, 204);
        const { startUpstream } = await import("./upstreams/node.mjs");
        const upstream = await startUpstream({ port });
        assert.equal((await person.fetch("/")).status, 200);
        await upstream.stop();
      } finally {
        await stage.stop();
      }
    });
  });
}

const pause = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });
