/** A provider that fails: every breakdown of its four endpoints has its code, in bounded time, opens no session, and passes. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, describe, it } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { startWorker } from "../../world/deployment/index.mjs";
import { Person } from "../../world/deployment/person.mjs";
import { deployed } from "../../world/deployment/suite.mjs";
import { assertNobody, assertSentBack, assertSignedIn, LOGIN_COOKIE } from "../../world/sign-ins/assertions.mjs";
import { unanswered } from "../../world/sign-ins/faults.mjs";

const PERSON = "married-name";
const ELSEWHERE = "/elsewhere";

const deployment = deployed();
const { wrongs } = deployment;

const status = (number) => (answer) => ({ ...answer, status: number });
const typed = (type) => (answer) => ({ ...answer, headers: { ...answer.headers, "content-type": type } });
const json = (value) => (answer) => ({ ...answer, headers: { "content-type": "application/json" }, body: JSON.stringify(value) });
const edited = (change) => (answer) => json(change(JSON.parse(answer.body)))(answer);
const refusal = (number, error) => (answer) => ({ ...json({ error, error_description: "<b>canary</b>" })(answer), status: number });
const html = (number) => (answer) => ({ ...answer, status: number, headers: { "content-type": "text/html" }, body: "<p>Maintenance</p>" });
const redirected = (number) => (answer) => ({
  ...answer, status: number, headers: { location: `${deployment.standin.issuer}${ELSEWHERE}` }, body: "",
});

/** Breakdowns that look alike at every endpoint. */
const COMMON = [
  ["answers 500", "provider_unavailable", status(500)],
  ["answers 503 with a page", "provider_unavailable", html(503)],
  ["answers 429", "provider_unavailable", status(429)],
  ["answers 404 with a page", "provider_answer_malformed", html(404)],
  ["redirects (302)", "provider_answer_malformed", redirected(302)],
  ["redirects (307)", "provider_answer_malformed", redirected(307)],
  ["resets the connection", "provider_unreachable", () => "reset"],
  ["ends in the middle", "provider_unreachable", (answer) => ({ ...answer, body: answer.body.slice(0, 100), cut: true })],
  ["answers without end", "provider_answer_malformed", (answer) => ({ ...answer, body: " ".repeat(300 * 1024) + answer.body })],
];
/** And at those that answer JSON by contract. */
const COMMON_JSON = [
  ...COMMON,
  ["answers 200 with a page", "provider_answer_malformed", html(200)],
  ["answers JSON that is cut", "provider_answer_malformed", (answer) => ({ ...answer, body: answer.body.slice(0, -1) })],
  ["answers JSON under another type", "provider_answer_malformed", typed("text/plain")],
  ["answers a list", "provider_answer_malformed", edited((members) => [members])],
  ["answers a member twice", "provider_answer_malformed", (answer) =>
    ({ ...answer, body: answer.body.replace("{", '{"issuer":"x","issuer":"y",') })],
  ["answers nothing", "provider_answer_malformed", (answer) => ({ ...answer, body: "" })],
];

/** A discovery document that is not there, or is none, says that the issuer is wrong, and is no passing breakdown. */
const OF_DISCOVERY = {
  "answers 404 with a page": "discovery_not_found", "redirects (302)": "discovery_not_found", "redirects (307)": "discovery_not_found",
  "answers 200 with a page": "discovery_malformed", "answers JSON that is cut": "discovery_malformed",
  "answers a list": "discovery_malformed",
  "answers a member twice": "discovery_malformed", "answers nothing": "discovery_malformed",
};

/** A Worker that has asked the provider nothing yet, and opens what the deployment's own has sealed. */
const startNewWorker = () => startWorker({ settings: { ...deployment.settings, FC_REDIRECT_URI: `${deployment.origin}/auth/callback` } });

/** The fault at a Worker that has asked the provider nothing yet; afterwards it signs in. */
async function atNewWorker(endpoint, change, code) {
  const worker = await startNewWorker();
  try {
    const signIn = async () => {
      const person = new Person(worker.origin);
      const login = await person.fetch("/auth/login");
      if (login.headers.get("location").startsWith("/")) return { person, answer: login };
      const callback = await person.goToProvider(PERSON);
      return { person, answer: await person.fetch(`/auth/callback${callback.search}`) };
    };
    wrongs.answer = { [endpoint]: change };
    const failed = await signIn();
    await assertSentBack(failed.answer, code);
    await assertNobody(failed.person);
    assert.equal(deployment.requestsTo(ELSEWHERE), 0);
    delete wrongs.answer;
    const next = await signIn();
    await assertSignedIn(next.person, next.answer);
  } finally {
    await worker.stop();
  }
}

describe("discovery", () => {
  const having = (members) => edited((document) => ({ ...document, ...members }));
  const faults = [
    // What is inside decides, whatever the document calls itself.
    ...COMMON_JSON.filter(([what]) => what !== "answers JSON under another type").map(([what, code, change]) => [what, OF_DISCOVERY[what] ?? code, change]),
    ["N69 names another issuer", "discovery_issuer_mismatch", having({ issuer: "https://evil.example" })],
    ["N69 names an issuer with a slash more", "discovery_issuer_mismatch", edited((document) =>
      ({ ...document, issuer: `${document.issuer}/` }))],
    ["N69 names no issuer", "discovery_issuer_mismatch", edited(({ issuer, ...document }) => document)],
    ["N69 has an http endpoint", "discovery_malformed", having({ token_endpoint: "http://provider.example/token" })],
    ["lacks its keys", "discovery_malformed", edited(({ jwks_uri, ...document }) => document)],
    ["has an endpoint that is a number", "discovery_malformed", having({ userinfo_endpoint: 1 })],
    ["offers no ES256", "discovery_unsupported", having({ id_token_signing_alg_values_supported: ["RS256"] })],
    ["offers no encryption of ours", "discovery_unsupported", having({ id_token_encryption_alg_values_supported: ["RSA1_5"] })],
    ["offers no secret", "discovery_unsupported", having({ token_endpoint_auth_methods_supported: ["private_key_jwt"] })],
  ];
  for (const [what, code, change] of faults) {
    it(`${what}: ${code}, and no login is begun`, () => atNewWorker("discovery", change, code));
  }
});

describe("the key set", () => {
  const keys = (change) => edited((set) => ({ keys: change(set.keys) }));
  const eachKey = (change) => keys((list) => list.map((key) => (key.alg === "ES256" ? change(key) : key)));
  const faults = [
    ...COMMON,
    ["is a page", "jwks_malformed", html(200)],
    ["is cut", "jwks_malformed", (answer) => ({ ...answer, body: answer.body.slice(0, -1) })],
    ["is no set", "jwks_malformed", json({})],
    ["has more than 128 keys", "jwks_malformed", keys(([key]) => Array(129).fill(key))],
    ["N16 names two keys alike", "jwks_malformed", keys((list) => [...list, ...list])],
    ["is empty", "jwks_malformed", keys(() => [])],
    ["N17 has a key for encryption alone", "jwks_malformed", eachKey((key) => ({ ...key, use: "enc" }))],
    ["N17 has a secret key alone", "jwks_malformed", eachKey(({ kid }) => ({ kty: "oct", k: "AAAA", kid, alg: "HS256" }))],
    ["N17 has a private key", "jwks_malformed", eachKey((key) => ({ ...key, d: key.x }))],
    ["N18 has a point off the curve", "jwks_malformed", eachKey((key) => ({ ...key, y: key.x }))],
    ["N18 has another curve", "jwks_malformed", eachKey((key) => ({ ...key, crv: "secp256k1" }))],
  ];
  for (const [what, code, change] of faults) {
    it(`${what}: ${code}`, () => atNewWorker("jwks", change, code));
  }

  it("is not asked for again, nor is discovery, while the provider is down", async () => {
    const person = deployment.newPerson();
    await assertSignedIn(person, await person.signIn(PERSON));
    wrongs.answer = { discovery: () => "reset", jwks: () => "reset" };
    await assertSignedIn(person, await person.signIn(PERSON));
  });
});

/** The fault at the Worker that has discovery and keys already: the callback fails, its login is over, the next one succeeds. */
async function atCallback(endpoint, change, code) {
  const person = deployment.newPerson();
  const callback = await person.goToProvider(PERSON);
  const codesSent = deployment.requestsTo("/token");
  wrongs.answer = { [endpoint]: change };
  await assertSentBack(await person.fetch(callback), code);
  delete wrongs.answer;
  assert.equal(deployment.requestsTo(ELSEWHERE), 0);
  assert.equal(deployment.requestsTo("/token"), codesSent + 1, "a code is sent once, whatever comes of it");
  assert.deepEqual([...person.cookies.keys()].filter((name) => name.startsWith(LOGIN_COOKIE)), []);
  await assertNobody(person);
  await assertSignedIn(person, await person.signIn(PERSON));
}

describe("the token endpoint", () => {
  const faults = [
    ...COMMON_JSON,
    ["refuses with a page", "provider_answer_malformed", html(400)],
    ["gives no id_token", "provider_answer_malformed", edited(({ id_token, ...members }) => members)],
    ["gives an empty id_token", "provider_answer_malformed", edited((members) => ({ ...members, id_token: "" }))],
    ["gives no access_token", "provider_answer_malformed", edited(({ access_token, ...members }) => members)],
    ["gives a token of another type", "provider_answer_malformed", edited((members) => ({ ...members, token_type: "mac" }))],
    ["grants an empty scope", "scope_mismatch", edited((members) => ({ ...members, scope: "" }))],
    ["grants a scope that is a number", "scope_mismatch", edited((members) => ({ ...members, scope: 1 }))],
    ["grants a scope with a quotation mark", "scope_mismatch", edited((members) => ({ ...members, scope: `${members.scope} "` }))],
    ["says invalid_grant", "code_rejected", refusal(400, "invalid_grant")],
    ["says invalid_client", "client_rejected", refusal(401, "invalid_client")],
    ["says unauthorized_client", "client_rejected", refusal(400, "unauthorized_client")],
    ["says invalid_request", "invalid_request", refusal(400, "invalid_request")],
    ["says invalid_scope", "invalid_scope", refusal(400, "invalid_scope")],
    ["says invalid_client_metadata: it could not use our keys", "client_keys_unusable", refusal(400, "invalid_client_metadata")],
    ["says unsupported_grant_type", "invalid_request", refusal(400, "unsupported_grant_type")],
    ["says server_error", "server_error", refusal(400, "server_error")],
    ["says temporarily_unavailable", "temporarily_unavailable", refusal(400, "temporarily_unavailable")],
    ["says Y000005", "provider_error", refusal(400, "Y000005")],
  ];
  for (const [what, code, change] of faults) it(`${what}: ${code}`, () => atCallback("token", change, code));

  for (const [what, change] of [
    ["fewer scopes", edited((members) => ({ ...members, scope: "openid email" }))],
    ["more scopes", edited((members) => ({ ...members, scope: `${members.scope} phone` }))],
    ["no scope", edited(({ scope, ...members }) => members)],
    ["a type in small letters", edited((members) => ({ ...members, token_type: "bearer" }))],
    ["a charset", typed("application/json; charset=utf-8")],
  ]) {
    it(`${what} is taken`, async () => {
      wrongs.answer = { token: change };
      const person = deployment.newPerson();
      await assertSignedIn(person, await person.signIn(PERSON));
    });
  }
});

describe("userinfo", () => {
  const faults = [
    ...COMMON,
    ["answers 401 invalid_token", "grant_expired", refusal(401, "invalid_token")],
    ["answers 401 with a page", "grant_expired", html(401)],
    ["answers 400 invalid_client_metadata: it could not use our keys", "client_keys_unusable", refusal(400, "invalid_client_metadata")],
    ["answers 403 with a page", "userinfo_rejected", html(403)],
    ["answers a page", "provider_answer_malformed", html(200)],
    ["answers its token as text", "provider_answer_malformed", typed("text/plain")],
    ["N54 answers plain JSON", "token_not_signed", json({ sub: "x" })],
    ["answers a token that is cut", "token_malformed", (answer) => ({ ...answer, body: answer.body.slice(0, -4) })],
    ["answers nothing", "token_malformed", (answer) => ({ ...answer, body: "" })],
  ];
  for (const [what, code, change] of faults) it(`${what}: ${code}`, () => atCallback("userinfo", change, code));
});

describe("a provider that takes its time", () => {
  /** A userinfo endpoint that begins an answer and never ends it. */
  async function endlessServer() {
    const server = createServer((_request, response) => response.writeHead(200, { "content-type": "application/jwt" }).write("eyJ"));
    server.listen(0, "localhost");
    await once(server, "listening");
    return server;
  }

  /** The answer, and after how many seconds it came. */
  async function timed(request) {
    const start = performance.now();
    const answer = await request;
    return { answer, seconds: (performance.now() - start) / 1000 };
  }

  it("no answer, and one that never ends: provider_timeout after ten seconds", async () => {
    const endless = await endlessServer();
    const userinfo_endpoint = `http://localhost:${endless.address().port}/`;
    const worker = await startNewWorker();
    try {
      // 1. A person whose userinfo never ends, at a Worker that was sent there.
      wrongs.answer = { discovery: edited((document) => ({ ...document, userinfo_endpoint })) };
      const one = new Person(worker.origin);
      const callback = await one.goToProvider(PERSON);
      const stalled = timed(one.fetch(`/auth/callback${callback.search}`));
      await once(endless, "request");
      // 2. Meanwhile another, whose code is never answered.
      const other = deployment.newPerson();
      const returned = await other.goToProvider(PERSON);
      wrongs.answer = { token: unanswered };
      const silent = timed(other.fetch(returned));
      // 3. Both are told in time, and nobody else has to wait.
      for (const { answer, seconds } of await Promise.all([stalled, silent])) {
        await assertSentBack(answer, "provider_timeout");
        assert.ok(seconds > 9 && seconds < 12, `${seconds} seconds`);
      }
      await assertNobody(one);
      await assertNobody(other);
      delete wrongs.answer;
      await assertSignedIn(other, await other.signIn(PERSON));
    } finally {
      await worker.stop();
      endless.closeAllConnections();
      endless.close();
    }
  });
});

describe("many callbacks at once", () => {
  const DISCOVERY = "/.well-known/openid-configuration";
  const KEYS = "/jwks";

  /** People who come back from the provider to another Worker, each with a code that is not yet used. */
  async function returning(count, worker) {
    const visits = [];
    for (let visit = 0; visit < count; visit += 1) {
      const person = deployment.newPerson();
      const callback = await person.goToProvider(PERSON);
      visits.push({ person, callback: new URL(`${callback.pathname}${callback.search}`, worker.origin) });
    }
    return visits;
  }
  const comeBack = (visits) => Promise.all(visits.map(({ person, callback }) => person.fetch(callback)));
  async function assertAllSignedIn(visits, answers) {
    for (const [index, { person }] of visits.entries()) await assertSignedIn(person, answers[index]);
  }
  /** How often `act` makes somebody ask for discovery and keys. */
  async function counting(act) {
    const before = [deployment.requestsTo(DISCOVERY), deployment.requestsTo(KEYS)];
    await act();
    return [deployment.requestsTo(DISCOVERY) - before[0], deployment.requestsTo(KEYS) - before[1]];
  }
  async function atWorker(act) {
    const worker = await startNewWorker();
    try {
      await act(worker);
    } finally {
      await worker.stop();
    }
  }

  it("100 at a Worker that knows nothing yet: one fetch of discovery, one of the keys, and all are signed in", () =>
    atWorker(async (worker) => {
      const visits = await returning(100, worker);
      let answers;
      assert.deepEqual(await counting(async () => { answers = await comeBack(visits); }), [1, 1]);
      await assertAllSignedIn(visits, answers);
    }));

  it("N15 50 after the keys have rotated: one look for the new key, and all are signed in", () =>
    atWorker(async (worker) => {
      const [first, ...visits] = await returning(51, worker);
      await assertAllSignedIn([first], await comeBack([first]));
      deployment.standin.rotateSigningKey();
      let answers;
      assert.deepEqual(await counting(async () => { answers = await comeBack(visits); }), [0, 1]);
      await assertAllSignedIn(visits, answers);
    }));

  it("N85 50 after the key was replaced under its kid: one look for the new key, and all are signed in", () =>
    atWorker(async (worker) => {
      const [first, ...visits] = await returning(51, worker);
      await assertAllSignedIn([first], await comeBack([first]));
      deployment.standin.rotateSigningKey({ replace: true });
      let answers;
      assert.deepEqual(await counting(async () => { answers = await comeBack(visits); }), [0, 1]);
      await assertAllSignedIn(visits, answers);
    }));

  it("20 while the provider fails: one fetch of the keys, and every one is told", () =>
    atWorker(async (worker) => {
      const visits = await returning(20, worker);
      // Slow enough for all codes to be exchanged meanwhile.
      wrongs.answer = { jwks: async (answer) => { await delay(1000); return status(503)(answer); } };
      let answers;
      assert.deepEqual(await counting(async () => { answers = await comeBack(visits); }), [1, 1]);
      for (const answer of answers) await assertSentBack(answer, "provider_unavailable");
      for (const { person } of visits) await assertNobody(person);
      delete wrongs.answer;
      const [next] = await returning(1, worker);
      await assertAllSignedIn([next], await comeBack([next]));
    }));

  for (const [what, route, endpoint] of [["the keys", KEYS, "jwks"], ["discovery", DISCOVERY, "discovery"]]) {
    it(`a request that waits for ${what} is served, although the request that fetches it is cancelled`, () =>
      atWorker(async (worker) => {
        const [leaver, ...visits] = await returning(11, worker);
        const before = deployment.requestsTo(route);
        // 1. The first one's request for the document hangs; the others wait for it.
        wrongs.answer = { [endpoint]: unanswered };
        const leaving = new AbortController();
        const left = leaver.person.fetch(leaver.callback, { signal: leaving.signal });
        while (deployment.requestsTo(route) === before) await delay(10);
        const waiting = comeBack(visits);
        await delay(500);
        // 2. She leaves, and her request ends without an answer.
        leaving.abort();
        await assert.rejects(left, { name: "AbortError" });
        delete wrongs.answer;
        // 3. One of the others asks anew, for all.
        const start = performance.now();
        const answers = await waiting;
        assert.ok(performance.now() - start < 5000);
        assert.equal(deployment.requestsTo(route), before + 2);
        await assertAllSignedIn(visits, answers);
      }));
  }
});
