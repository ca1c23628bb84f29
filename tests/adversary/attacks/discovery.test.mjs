/** N69: discovery documents that must not send anybody anywhere, of the kinds that tests/contract/worker/provider-faults.test.mjs has not. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { deploy, startWorker } from "../../world/deployment/index.mjs";
import { Person } from "../../world/deployment/person.mjs";
import { assertNobody, assertSentBack } from "../../world/sign-ins/assertions.mjs";
import { startLure } from "./lure.mjs";

const wrongs = {};
let deployment;
let lure;
before(async () => {
  deployment = await deploy({ wrongs });
  // Another host, with a document and keys that are in order, but for whose they are.
  const honest = await (await fetch(`${deployment.standin.issuer}/.well-known/openid-configuration`)).json();
  lure = await startLure(() => honest);
});
after(async () => {
  lure.stop();
  await deployment.stop();
});

const edited = (change) => (answer) => ({ ...answer, body: JSON.stringify(change(JSON.parse(answer.body))) });
const having = (name, value) => edited((document) => ({ ...document, [name]: typeof value === "function" ? value(document[name]) : value }));
const redirected = (status) => (answer) => ({ ...answer, status, headers: { location: `${lure.origin}/discovery` }, body: "" });

const ENDPOINTS = ["authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri", "end_session_endpoint"];
/** http on the loopback alone is as good as https: nobody is on the way. Each of these only looks like one of the two. */
const ADDRESSES = {
  "over http": "http://provider.example/x",
  "over http, of a name that begins like the loopback's": "http://localhost.evil.example/x",
  "over http, with the loopback as user information": "http://localhost@evil.example/x",
  "that is a script": "javascript:alert(1)",
  "that is a path": "/x",
  "that begins with two slashes": "//evil.example/x",
  "with a line break": "https://provider.example/\r\nx",
  "in a list": ["https://provider.example/x"],
};
const faults = [
  ...ENDPOINTS.map((name) => [`names an ${name} over http`, "discovery_malformed", having(name, ADDRESSES["over http"])]),
  ...Object.entries(ADDRESSES).map(([what, value]) => [`names a token_endpoint ${what}`, "discovery_malformed", having("token_endpoint", value)]),
  ["names its issuer in a list", "discovery_issuer_mismatch", having("issuer", (issuer) => [issuer])],
  ["names its issuer in capitals", "discovery_issuer_mismatch", having("issuer", (issuer) => issuer.toUpperCase())],
  ["names its issuer cut", "discovery_issuer_mismatch", having("issuer", (issuer) => issuer.slice(0, -1))],
  ["names two issuers", "discovery_malformed", (answer) =>
    ({ ...answer, body: answer.body.replace("{", '{"issuer":"https://evil.example",') })],
  ...[301, 302, 303, 307, 308].map((status) => [`is elsewhere, on another host (${status})`, "discovery_not_found", redirected(status)]),
];

describe("N69 a discovery document that", () => {
  for (const [what, code, change] of faults) {
    it(`N69 ${what}: ${code}, and no login is begun`, async () => {
      const worker = await startWorker({ settings: deployment.settings });
      try {
        wrongs.answer = { discovery: change };
        const person = new Person(worker.origin);
        await assertSentBack(await person.fetch("/auth/login"), code);
        await assertNobody(person);
        assert.equal(person.cookies.size, 0);
        delete wrongs.answer;
        const login = await person.startLogin();
        assert.equal(`${login.origin}${login.pathname}`, `${deployment.standin.issuer}/authorize`);
      } finally {
        delete wrongs.answer;
        await worker.stop();
      }
    });
  }

  it("N69 sends nobody to another host, where a request would have been seen", async () => {
    assert.deepEqual(lure.asked, []);
    await fetch(`${lure.origin}/seen`);
    assert.deepEqual(lure.asked, ["/seen"]);
  });
});
