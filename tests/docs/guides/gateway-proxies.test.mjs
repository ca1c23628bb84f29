/** pkg/guides/gateway.md: nginx and Caddy, set up as it says, forward by themselves and ask the gateway. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:tls";
import { after, before, describe, it } from "node:test";
import { createLocalJWKSet, jwtVerify } from "jose";
import WebSocket from "ws";
import { HOSTS, startGateway } from "../../contract/gateway/stage.mjs";
import { startUpstream, valuesOf } from "../../contract/gateway/upstreams/node.mjs";
import { startCaddy } from "../../contract/site/caddy.mjs";
import { startNginx } from "../../contract/site/nginx.mjs";
import { startTraefik } from "../../contract/site/traefik.mjs";
import { freePort } from "../../world/deployment/index.mjs";
import { documentAt } from "../readme/blocks.mjs";

const guide = await documentAt("pkg/guides/gateway.md");

/** `low`: what a script gets whose person is below the demanded level; `slash`: the same where the path has an escaped one. */
const PROXIES = {
  nginx: { start: startNginx, low: 401, slash: 401, block: () => guide.blockOf("nginx", "server {\n") },
  Caddy: { start: startCaddy, low: 403, slash: 403, block: () => guide.blockOf("text", "your-service.example {\n") },
  Traefik: { start: startTraefik, low: 403, slash: 400, block: () => ["# traefik.yml\n", "# fc-pivot.yml\n"].map((first) => guide.blockOf("yaml", first)) },
};

const SCRIPT = { headers: { "sec-fetch-mode": "cors", accept: "*/*" } };

/** The check, as one program or another may spell it. */
const CHECKS = [
  "/auth/check", "/auth/check?acr=eidas3", "/auth//check", "//auth/check", "/auth/./check", "/auth/x/../check", "/auth/%2e/check",
  "/auth/x/%2e%2e/check", "/auth/%63heck", "/%61uth/check", "/auth%2fcheck", "/auth/x%2f..%2fcheck", "/AUTH/check", "/auth/CHECK",
  "/auth/check/", "/auth/check;x", "/auth/x/..;/check", "/auth/check%20", "/auth/check.", "/auth\\check", "/auth/x\\..\\check",
  "/auth/check%00", "/auth/check%3f", "/auth/check#", "https://localhost/auth/check",
];

/** `/act` and what is below it, likewise. */
const ACTS = [
  "/act", "/act/sign", "/ACT/sign", "/%61ct/sign", "//act/sign", "/act//sign", "/./act/sign", "/x/../act/sign", "/x/%2e%2e/act/sign",
  "/act?x", "/act%2fsign",
];

/** Each as one application or another reads `fc-identity`: CGI, WSGI and PHP make the same sign of whatever is no letter and no digit. */
const SPELLINGS = ["fc-identity", "FC-IDENTITY", "fc_identity", "Fc_Identity", "fc.identity", "fc~identity"];

for (const [proxy, { start, low, slash, block }] of Object.entries(PROXIES)) for (const host of HOSTS) {
  describe(`${proxy} as the guide sets it up, before an application and the gateway in ${host}`, () => {
    let stage;
    let front;
    before(async () => {
      const port = await freePort();
      const upstream = await startUpstream();
      stage = await startGateway(host, { upstream, publicOrigin: `https://localhost:${port}`, settings: { GATEWAY_CHECK: "on" } });
      const here = (text) => text.replaceAll("127.0.0.1:8787", `127.0.0.1:${stage.port}`).replaceAll("127.0.0.1:8000", `127.0.0.1:${upstream.port}`);
      const written = block();
      front = await start({ port, shown: Array.isArray(written) ? written.map(here) : here(written) });
    });
    after(async () => {
      await front?.stop();
      await stage?.stop();
      await stage?.upstream.stop();
    });
    const go = (person, path, options = {}) => person.visit(path, { ca: front.ca, ...options });
    const signIn = async (person, address, id = "married-name") => {
      const { location } = await go(person, address);
      return go(person, (await person.atProvider(location, id)).href);
    };
    const signedIn = async (id) => {
      const person = stage.newPerson();
      assert.equal((await signIn(person, "/auth/login", id)).status, 303);
      return person;
    };
    /** Sends octets as they are, on a connection that then ends; gives all that came back. */
    const raw = async (text) => {
      const socket = connect({ port: new URL(stage.origin).port, host: "127.0.0.1", servername: "localhost", ca: front.ca });
      let received = "";
      socket.setEncoding("latin1").on("data", (chunk) => { received += chunk; }).on("error", () => {});
      socket.write(text, "latin1");
      await once(socket, "close");
      return received;
    };
    const headOf = (person, target, fields = []) => {
      const own = [`Host: ${new URL(stage.origin).host}`, `Cookie: ${person.cookieHeader()}`, "Connection: close"];
      return [`GET ${target} HTTP/1.1`, ...own, ...fields, "", ""].join("\r\n");
    };

    it("sends people to sign in and back, and tells the application who they are", async () => {
      const person = stage.newPerson();
      const refused = await go(person, "/account?x=1");
      assert.deepEqual([refused.status, refused.location], [303, `${stage.origin}/auth/login?return_to=%2Faccount%3Fx%3D1`]);
      const back = await signIn(person, refused.location);
      assert.deepEqual([back.status, back.location], [303, "/account?x=1"]);
      const page = await go(person, back.location);
      assert.equal(page.status, 200);
      assert.deepEqual([page.headers["fc-identity"], page.headers["cache-control"]], [undefined, "private, no-store"]);
      const seen = JSON.parse(page.body);
      const [token, ...others] = valuesOf(seen, "fc-identity");
      assert.deepEqual([seen.url, others, valuesOf(seen, "cookie")], ["/account?x=1", [], []]);
      const keys = createLocalJWKSet(JSON.parse((await go(person, "/auth/gateway-jwks.json")).body));
      const { payload: { fc } } = await jwtVerify(token, keys, { issuer: stage.origin, audience: stage.upstream.origin, algorithms: ["ES256"] });
      assert.equal(fc.identity.birthName, "KERVOALEN");
    });

    it("answers a script with 401, and passes nothing to the application", async () => {
      const before = stage.upstream.came.length;
      assert.equal((await go(stage.newPerson(), "/account", SCRIPT)).status, 401);
      assert.equal(stage.upstream.came.length, before);
      const person = await signedIn();
      assert.equal((await go(person, "/account", SCRIPT)).status, 200);
    });

    it("N75 lets no identity through that the browser sends, however it is spelt", async () => {
      const person = await signedIn();
      const before = stage.upstream.came.length;
      const forged = [...SPELLINGS, "fc-identity"].map((name) => `${name}: forged`);
      const claims = ["X_Forwarded_Host: forged", "X-Forwarded-Host: forged"];
      assert.match(await raw(headOf(person, "/account", [...forged, ...claims])), /^HTTP\/1\.1 200 /);
      assert.match(await raw(headOf(stage.newPerson(), "/account", forged)), /^HTTP\/1\.1 (?:401|303) /);
      const [seen, ...others] = stage.upstream.came.slice(before);
      const alike = seen.headers.filter(([name]) => name.replace(/[^a-z]/g, "-") === "fc-identity");
      assert.deepEqual([others, alike.length, alike[0][1].split(".").length], [[], 1, 3]);
      if (proxy !== "nginx") assert.doesNotMatch(JSON.stringify(seen), /forged/);
    });

    it("N75 puts none in its place where `Connection` names it", async () => {
      const person = await signedIn();
      const before = stage.upstream.came.length;
      const named = headOf(person, "/account", ["fc-identity: forged", "fc_identity: forged"]).replace("close", "close, fc-identity, fc_identity");
      assert.match(await raw(named), /^HTTP\/1\.1 200 /);
      const [seen, ...others] = stage.upstream.came.slice(before);
      assert.deepEqual([others, JSON.stringify(seen).includes("forged")], [[], false]);
    });

    it("N77 keeps the check to itself, whatever a path is spelt like", async () => {
      const person = await signedIn();
      for (const target of CHECKS) {
        const received = await raw(headOf(person, target));
        assert.doesNotMatch(received, /^fc-identity:/im, target);
        assert.doesNotMatch(received, /^HTTP\/1\.1 204 /, target);
      }
      // The same request is answered with the token where no proxy stands before the gateway.
      const asked = await fetch(`http://127.0.0.1:${stage.port}/auth/check`, { headers: { cookie: person.cookieHeader() } });
      assert.deepEqual([asked.status, asked.headers.get("fc-identity").split(".").length], [204, 3]);
    });

    it("signs out", async () => {
      const person = await signedIn();
      const left = await go(person, "/auth/logout", { method: "POST", headers: { origin: stage.origin } });
      assert.equal(left.status, 303);
      const { href } = await person.leave(left.location);
      const back = await go(person, href);
      assert.deepEqual([back.status, back.location], [303, "/"]);
      assert.equal((await go(person, "/account", SCRIPT)).status, 401);
    });

    it("N77 steps up where a level is demanded, whatever the path is spelt like", async () => {
      const person = await signedIn("no-usual-name");
      const refused = await go(person, "/act/sign");
      assert.deepEqual([refused.status, refused.location], [303, `${stage.origin}/auth/login?return_to=%2Fact%2Fsign&acr=eidas3`]);
      const before = stage.upstream.came.length;
      for (const target of ACTS) {
        const status = target.includes("%2f") ? slash : low;
        assert.match(await raw(headOf(person, target, ["Sec-Fetch-Mode: cors"])), new RegExp(`^HTTP/1\\.1 ${status} `), target);
      }
      assert.deepEqual(stage.upstream.came.slice(before), []);
      assert.equal((await go(person, "/acts")).status, 200);
      const strong = await signIn(person, refused.location);
      assert.deepEqual([strong.status, strong.location], [303, "/act/sign"]);
      assert.equal((await go(person, "/act/sign")).status, 200);
    });

    if (proxy === "nginx") return;

    it("opens a WebSocket for a page of ours and for whoever is signed in, and tells the application who that is", async () => {
      const person = await signedIn();
      const open = async (headers) => {
        const socket = new WebSocket(`${stage.origin.replace("http", "ws")}/live`, { ca: front.ca, headers });
        const refused = once(socket, "unexpected-response").then(([, answer]) => {
          answer.resume();
          return answer.statusCode;
        });
        return Promise.race([once(socket, "open").then(() => socket), refused]);
      };
      const cookie = person.cookieHeader();
      assert.equal(await open({ origin: stage.origin }), 401);
      assert.equal(await open({ origin: "https://evil.example", cookie }), 403);
      const socket = await open({ origin: stage.origin, cookie, fc_identity: "forged" });
      const answer = once(socket, "message");
      socket.send("hello");
      assert.equal(String((await answer)[0]), "hello");
      const seen = stage.upstream.came.at(-1);
      assert.deepEqual([seen.method, valuesOf(seen, "fc-identity").length, valuesOf(seen, "fc_identity")], ["WEBSOCKET", 1, []]);
      socket.terminate();
    });
  });
}
