/** `fc-pivot doctor`: silent on a good deployment, one verdict for each thing that is wrong, and never a secret. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { fcPivot } from "fc-pivot/worker";
import { exportJWK, generateKeyPair } from "jose";
import { examine } from "../../../pkg/dist/cli/doctor.js";
import { CLIENT_ID, clientKey, clientSecret, decryptionKey, deploy, publicJwk, sessionKey } from "../../world/deployment/index.mjs";
import { QUIET } from "../../world/deployment/quiet.mjs";
import { startStandin } from "../../world/standin/index.mjs";
import { fcPivotCommand, fileWith, linesOf, secretsOf } from "./cli.mjs";

/** The public addresses that stand for the stand-in and for the service: what is on the loopback earns a warning. */
const PROVIDER = "https://provider.example";
const SERVICE = "https://service.example";
const INTEGRATION = "https://auth.integ01.dev-franceconnect.fr";
const CANARY = "canary0123456789";

const keySet = (...keys) => JSON.stringify({ keys });
const json = (value, init) => Response.json(value, init);
const changed = (body, changes) => JSON.stringify({ ...JSON.parse(body), ...changes });
const failed = (...points) => Object.fromEntries(points.map((point) => [point, "fail"]));

async function rsaKey(modulusLength) {
  const { privateKey } = await generateKeyPair("RSA-OAEP-256", { extractable: true, modulusLength });
  return { ...(await exportJWK(privateKey)), kid: "short", alg: "RSA-OAEP-256", use: "enc" };
}

const ownClientKey = JSON.stringify(await clientKey());
const shortRsaKey = await rsaKey(2048);
const longRsaKey = await rsaKey(3072);

describe("doctor", () => {
  const wrongs = {};
  let standin;
  let good;
  let worker;
  let service;
  let headers;

  before(async () => {
    const key = await decryptionKey("ECDH-ES");
    const client = {
      client_id: CLIENT_ID,
      client_secret: clientSecret(),
      redirect_uris: [`${SERVICE}/auth/callback`],
      jwks: { keys: [publicJwk(key)] },
      id_token_encrypted_response_alg: key.alg,
      userinfo_encrypted_response_alg: key.alg,
    };
    standin = await startStandin({ clients: [client], wrongs });
    good = {
      FC_ISSUER: `${PROVIDER}/api/v2`,
      FC_CLIENT_ID: CLIENT_ID,
      FC_CLIENT_SECRET: client.client_secret,
      FC_DECRYPTION_KEYS: keySet(key),
      SESSION_KEYS: JSON.stringify([sessionKey()]),
      FC_REDIRECT_URI: `${SERVICE}/auth/callback`,
      FC_POST_LOGOUT_REDIRECT_URI: `${SERVICE}/auth/logged-out`,
      FC_SCOPE: "openid identite_pivot email rnipp_identite_pivot",
      FC_ACR: "eidas3",
      SESSION_TTL: "1800",
    };
  });
  after(() => standin.close());
  beforeEach(() => {
    wrongs.answer = {};
    service = undefined;
    headers = {};
    worker = fcPivot({ ...QUIET, fetch: networkOf() });
  });

  /** The network of a public deployment: the stand-in under a public name, and the Worker's handler with the settings that it was given. */
  const networkOf = (settings, provider = PROVIDER) => async (input, init) => {
    const url = new URL(input);
    if (url.origin !== provider) return (await service?.(url, init)) ?? worker.handle(new Request(url, init), settings);
    const answer = await fetch(url.href.replace(provider, standin.origin), init);
    const said = { ...Object.fromEntries(answer.headers), ...headers };
    if (said.date === undefined) delete said.date;
    return new Response((await answer.text()).replaceAll(standin.origin, provider), { status: answer.status, headers: said });
  };

  const settingsWith = (changes) => Object.fromEntries(Object.entries({ ...good, ...changes }).filter(([, value]) => value !== undefined));

  function look(changes = {}, { url = new URL(SERVICE), prefix = "/auth", network } = {}) {
    const settings = settingsWith(changes);
    return examine(settings, { url, prefix }, { fetch: network ?? networkOf(settings) });
  }

  const sentenceOf = (findings, wanted) => findings.find(({ point }) => point === wanted).sentence;

  /** Exactly these points are not `ok`, each says how to mend it, and no secret is among the words. */
  function assertVerdicts(findings, expected) {
    const found = findings.filter(({ verdict }) => verdict !== "ok");
    assert.deepEqual(Object.fromEntries(found.map(({ point, verdict }) => [point, verdict])), expected);
    for (const { mend } of found) assert.match(mend, /\w.*\.$/);
    for (const secret of secretsOf(good)) assert.ok(!JSON.stringify(findings).includes(secret));
  }

  it("finds nothing in a good deployment, and looks at every point", async () => {
    const findings = await look();
    assertVerdicts(findings, {});
    assert.deepEqual(findings.map(({ point }) => point), [
      "settings", "preset", "environment", "credentials", "signing", "scopes", "data scopes", "amr", "level", "public origin", "callback", "sign-out", "sessions",
      "decryption keys", "key order", "discovery", "issuer", "algorithms", "key algorithms", "request", "provider's keys", "clock",
      "service", "published keys", "same keys", "key cache", "login",
    ]);
  });

  it("finds nothing where every optional setting is left out", async () => {
    assertVerdicts(await look({ FC_REDIRECT_URI: undefined, FC_POST_LOGOUT_REDIRECT_URI: "", FC_SCOPE: undefined, FC_ACR: "", SESSION_TTL: undefined }), {});
  });

  it("says what an address must be registered for, where it finds nothing", async () => {
    for (const changes of [{}, { FC_REDIRECT_URI: undefined, FC_POST_LOGOUT_REDIRECT_URI: undefined }]) {
      const findings = await look(changes);
      assert.match(sentenceOf(findings, "callback"), /several hosts need a sector_identifier_uri/);
      assert.match(sentenceOf(findings, "sign-out"), /not registered, a sign-out ends on an error page/);
    }
  });

  it("finds nothing with one key for each of two algorithms", async () => {
    assertVerdicts(await look({ FC_DECRYPTION_KEYS: keySet(longRsaKey, await decryptionKey("ECDH-ES")) }), {});
  });

  it("finds nothing with a client key for another provider than FranceConnect+", async () => {
    const oidc = { FC_PRESET: "oidc", FC_SCOPE: "openid", FC_ACR: undefined };
    assertVerdicts(await look({ ...oidc, FC_CLIENT_SECRET: undefined, FC_CLIENT_KEY: ownClientKey }), { preset: "warn" });
  });

  const unread = { settings: "fail", provider: "warn" };
  const SETTINGS = [
    ["a setting missing", { SESSION_KEYS: undefined }, unread],
    ["an unknown preset", { FC_PRESET: "franceconnect-low" }, { ...unread, preset: "fail" }],
    ["another provider's preset", { FC_PRESET: "oidc", FC_SCOPE: "openid", FC_ACR: undefined }, { preset: "warn" }],
    ["a provider that does not encrypt", { FC_PRESET: "oidc", FC_SCOPE: "openid", FC_ACR: undefined, FC_DECRYPTION_KEYS: undefined }, { preset: "warn" }],
    ["no credentials", { FC_CLIENT_SECRET: undefined }, { ...unread, credentials: "fail" }],
    ["a short secret", { FC_CLIENT_SECRET: "0123456789abcdef0123456789abcde" }, { ...unread, credentials: "fail" }],
    ["a secret with a line's end", { FC_CLIENT_SECRET: `${clientSecret()}\n` }, failed("credentials")],
    ["a secret and a key", { FC_CLIENT_KEY: ownClientKey }, { ...unread, credentials: "fail" }],
    ["a key in the place of the secret", { FC_CLIENT_SECRET: undefined, FC_CLIENT_KEY: ownClientKey }, failed("credentials")],
    ["no openid", { FC_SCOPE: "identite_pivot" }, { ...unread, scopes: "fail" }],
    ["an unknown scope", { FC_SCOPE: "openid address" }, { scopes: "warn", request: "warn" }],
    ["a data provider's scope", { FC_SCOPE: "openid dgfip_rfr" }, { "data scopes": "warn" }],
    ["the scope amr", { FC_SCOPE: "openid amr" }, { amr: "warn" }],
    ["amr asked for", { FC_AMR: "on" }, { amr: "warn" }],
    ["FC_AMR with another word", { FC_AMR: "true" }, { ...unread, amr: "fail" }],
    ["an unknown level", { FC_ACR: "eidas1" }, { ...unread, level: "fail" }],
    ["a callback that is no URL", { FC_REDIRECT_URI: "/auth/callback" }, { ...unread, callback: "fail" }],
    ["a callback by plain http", { FC_REDIRECT_URI: "http://service.example/auth/callback" }, { ...unread, callback: "fail", login: "fail" }],
    ["a callback at another path", { FC_REDIRECT_URI: `${SERVICE}/callback` }, failed("callback")],
    ["a callback on another origin", { FC_REDIRECT_URI: "https://www.service.example/auth/callback" }, failed("callback")],
    ["no return from sign-out", { FC_POST_LOGOUT_REDIRECT_URI: "none" }, {}],
    ["another origin than the service's", { FC_PUBLIC_ORIGIN: "https://www.service.example" }, failed("public origin", "callback", "sign-out", "login")],
    ["an origin by plain http", { FC_PUBLIC_ORIGIN: "http://service.example" }, { ...unread, "public origin": "fail", callback: "fail", "sign-out": "fail" }],
    ["an origin with a path", { FC_PUBLIC_ORIGIN: `${SERVICE}/` }, { ...unread, "public origin": "fail" }],
    ["a return from sign-out at another path", { FC_POST_LOGOUT_REDIRECT_URI: `${SERVICE}/auth/callback` }, { "sign-out": "fail" }],
    ["a session of a minute", { SESSION_TTL: "60" }, { sessions: "warn" }],
    ["a session of a day", { SESSION_TTL: "86400" }, { sessions: "warn" }],
    ["a session that is no number", { SESSION_TTL: "1h" }, { ...unread, sessions: "fail" }],
    ["two keys for one algorithm", { FC_DECRYPTION_KEYS: keySet(longRsaKey, { ...longRsaKey, kid: "older" }) }, { "key order": "warn" }],
    ["an RSA key of 2048 bits", { FC_DECRYPTION_KEYS: keySet(shortRsaKey) }, { "decryption keys": "warn" }],
  ];
  for (const [what, changes, expected] of SETTINGS) {
    it(`settings: ${what}`, async () => {
      // A Worker that does not start publishes nothing: the good one stands in for the one that was deployed before.
      const startsNot = Object.hasOwn(expected, "settings");
      assertVerdicts(await look(changes, startsNot ? { network: networkOf(good) } : {}), expected);
    });
  }

  it("settings: a callback on this machine", async () => {
    const changes = { FC_REDIRECT_URI: "http://localhost:8787/auth/callback" };
    assertVerdicts(await examine(settingsWith(changes), { url: undefined, prefix: "/auth" }, { fetch: networkOf(good) }), { callback: "warn" });
  });

  it("service: asked by plain http", async () => {
    const url = new URL("http://service.example");
    const network = (input, init) => networkOf(good)(input.replace(url.origin, SERVICE), init);
    assertVerdicts(await look({ FC_REDIRECT_URI: undefined, FC_POST_LOGOUT_REDIRECT_URI: undefined }, { url, network }), failed("service", "login"));
  });

  it("settings: routes at another path", async () => {
    const under = (prefix) => ({ FC_REDIRECT_URI: `${SERVICE}${prefix}/callback`, FC_POST_LOGOUT_REDIRECT_URI: undefined });
    worker = fcPivot({ ...QUIET, fetch: networkOf(), prefix: "/sign/in" });
    assertVerdicts(await look(under("/sign/in"), { prefix: "/sign/in" }), {});
    assertVerdicts(await look(under("/auth"), { prefix: "/sign/in" }), failed("callback"));
  });

  const without = (member, value) => ({ body, ...rest }) => ({ ...rest, body: changed(body, { [member]: JSON.parse(body)[member].filter((own) => own !== value) }) });
  const PROVIDERS = [
    ["another issuer's document", { discovery: ({ body, ...rest }) => ({ ...rest, body: changed(body, { issuer: "https://other.example" }) }) }, failed("login", "discovery", "issuer")],
    ["no answer", { discovery: () => "reset" }, failed("login", "discovery")],
    ["a provider that is down", { discovery: (answer) => ({ ...answer, status: 503, body: "down" }) }, failed("login", "discovery")],
    ["no ES256", { discovery: without("id_token_signing_alg_values_supported", "ES256") }, failed("login", "discovery", "algorithms")],
    ["no ES256 for userinfo", { discovery: without("userinfo_signing_alg_values_supported", "ES256") }, failed("algorithms")],
    ["no A256GCM for userinfo", { discovery: without("userinfo_encryption_enc_values_supported", "A256GCM") }, failed("algorithms")],
    ["no client secret", { discovery: without("token_endpoint_auth_methods_supported", "client_secret_post") }, failed("login", "discovery", "algorithms")],
    ["no encryption to our key", { discovery: without("id_token_encryption_alg_values_supported", "ECDH-ES") }, failed("key algorithms")],
    ["none of our level", { discovery: without("acr_values_supported", "eidas3") }, failed("request")],
    ["no scope of ours", { discovery: without("scopes_supported", "email") }, { request: "warn" }],
    ["no key set", { jwks: (answer) => ({ ...answer, status: 404 }) }, failed("provider's keys")],
    ["a key set that is none", { jwks: (answer) => ({ ...answer, body: "<p>" }) }, failed("provider's keys")],
    ["no key for ES256", { jwks: ({ body, ...rest }) => ({ ...rest, body: keySet(...JSON.parse(body).keys.filter(({ kty }) => kty === "RSA")) }) }, failed("provider's keys")],
  ];
  for (const [what, answer, expected] of PROVIDERS) {
    it(`provider: ${what}`, async () => {
      wrongs.answer = answer;
      assertVerdicts(await look(), expected);
      wrongs.answer = {};
      assertVerdicts(await look(), {});
    });
  }

  for (const [what, changes] of [
    ["of no curve", { kty: "OKP" }], ["for encryption", { use: "enc" }], ["for another algorithm", { alg: "ES384" }], ["on another curve", { crv: "P-384" }],
    ["with its private half", { d: "AAAA" }],
  ]) {
    it(`provider: one key, ${what}`, async () => {
      const only = (laidOver) => ({ body, ...rest }) => ({ ...rest, body: keySet({ ...JSON.parse(body).keys.find(({ kty }) => kty === "EC"), ...laidOver }) });
      wrongs.answer = { jwks: only(changes) };
      assertVerdicts(await look(), failed("provider's keys"));
      wrongs.answer = { jwks: only({ use: undefined, alg: undefined }) };
      assertVerdicts(await look(), {});
    });
  }

  it("provider: no list of scopes, levels or credentials", async () => {
    const silent = { scopes_supported: undefined, acr_values_supported: undefined, token_endpoint_auth_methods_supported: undefined };
    wrongs.answer = { discovery: ({ body, ...rest }) => ({ ...rest, body: changed(body, silent) }) };
    assertVerdicts(await look(), {});
  });

  it("provider: another than FranceConnect+, which encrypts to us, to others, to nobody", async () => {
    const oidc = { FC_PRESET: "oidc", FC_SCOPE: "openid", FC_ACR: undefined };
    const lists = (changes) => ({ discovery: ({ body, ...rest }) => ({ ...rest, body: changed(body, changes) }) });
    const [idToken, userinfo] = ["id_token_encryption_alg_values_supported", "userinfo_encryption_alg_values_supported"];
    for (const [changes, expected] of [
      [{ [idToken]: ["ECDH-ES"], [userinfo]: undefined }, {}],
      [{ [idToken]: ["RSA-OAEP"], [userinfo]: undefined }, failed("key algorithms")],
      [{ [idToken]: undefined, [userinfo]: undefined }, { "key algorithms": "warn" }],
    ]) {
      wrongs.answer = lists(changes);
      assertVerdicts(await look(oidc), { preset: "warn", ...expected });
    }
  });

  for (const [seconds, expected] of [[0, {}], [-10, { clock: "warn" }], [10, { clock: "warn" }], [-40, failed("clock")], [40, failed("clock")]]) {
    it(`provider: a clock ${seconds} seconds ahead`, async () => {
      headers = { date: new Date(Date.now() + seconds * 1000).toUTCString() };
      assertVerdicts(await look(), expected);
    });
  }

  it("provider: no Date header", async () => {
    headers = { date: undefined };
    assertVerdicts(await look(), { clock: "warn" });
  });

  const publishedKey = () => publicJwk(JSON.parse(good.FC_DECRYPTION_KEYS).keys[0]);
  const SERVICES = [
    ["no answer", () => Promise.reject(new TypeError("fetch failed")), failed("published keys")],
    ["no such page", () => new Response("", { status: 404 }), failed("published keys")],
    ["its keys, with word that it is down", () => json({ keys: [publishedKey()] }, { status: 503 }), failed("published keys")],
    ["a redirect", () => new Response(null, { status: 302, headers: { location: "/" } }), { "published keys": "warn" }],
    ["a page", () => new Response("<p>", { headers: { "content-type": "text/html" } }), failed("published keys")],
    ["no key set", () => json({ key: publishedKey() }), failed("published keys")],
    ["an empty key set", () => json({ keys: [] }), failed("published keys", "same keys")],
    ["the private key", () => new Response(good.FC_DECRYPTION_KEYS, { headers: { "content-type": "application/json" } }), failed("published keys", "same keys")],
    ["a symmetric key beside it", () => json({ keys: [publishedKey(), { kty: "oct", kid: "other", k: "AAAA" }] }), failed("published keys", "same keys")],
    ["a key without kid", () => json({ keys: [{ ...publishedKey(), kid: undefined }] }), failed("published keys", "same keys")],
    ["a key without alg", () => json({ keys: [{ ...publishedKey(), alg: undefined }] }), failed("published keys", "same keys")],
    ["a key for signatures", () => json({ keys: [{ ...publishedKey(), use: "sig" }] }), failed("published keys", "same keys")],
    ["two keys of one name", () => json({ keys: [publishedKey(), publishedKey()] }), failed("published keys", "same keys")],
    ["a member too many", () => json({ keys: [{ ...publishedKey(), ext: true }] }), failed("published keys", "same keys")],
    ["a member too few", () => json({ keys: [{ ...publishedKey(), y: undefined }] }), failed("published keys", "same keys")],
    ["another key", async () => json({ keys: [publicJwk(await decryptionKey("ECDH-ES"))] }), failed("same keys")],
  ];
  const at = (route, answer) => (url, init) => (url.pathname === `/auth/${route}` ? answer(url, init) : undefined);
  for (const [what, answer, expected] of SERVICES) {
    it(`service: ${what}`, async () => {
      service = at("jwks.json", answer);
      assertVerdicts(await look(), expected);
      service = at("jwks.json", () => json({ keys: [publishedKey()] }));
      assertVerdicts(await look(), {});
    });
  }

  it("service: keys that come after six seconds, when FranceConnect+ waits no longer", { timeout: 20_000 }, async () => {
    service = at("jwks.json", (_, { signal }) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason))));
    const findings = await look();
    assertVerdicts(findings, failed("published keys"));
    assert.match(sentenceOf(findings, "published keys"), /within six seconds/);
  });

  it("service: keys that FranceConnect+ keeps for longer than the Worker says", async () => {
    const cached = (control) => at("jwks.json", () => json({ keys: [publishedKey()] }, { headers: { "cache-control": control } }));
    service = cached("public, max-age=86400");
    assertVerdicts(await look(), { "key cache": "warn" });
    for (const control of ["public, max-age=600", "no-store"]) {
      service = cached(control);
      assertVerdicts(await look(), {});
    }
  });

  it("service: the keys of the settings, the older one first", async () => {
    const keys = [await decryptionKey("ECDH-ES"), await decryptionKey("ECDH-ES")].map((key, index) => ({ ...key, kid: `key-${index}` }));
    const settings = { FC_DECRYPTION_KEYS: keySet(...keys) };
    service = at("jwks.json", () => json({ keys: keys.map(publicJwk).reverse() }));
    assertVerdicts(await look(settings), { "key order": "warn", "same keys": "warn" });
    service = undefined;
    assertVerdicts(await look(settings), { "key order": "warn" });
  });

  it("service: no answer at all", async () => {
    service = () => Promise.reject(new TypeError("fetch failed"));
    assertVerdicts(await look(), failed("published keys", "login"));
  });

  it("service: a login that names another callback", async () => {
    const named = (callback) => at("login", () => new Response(null, { status: 303, headers: { location: `${PROVIDER}/authorize?redirect_uri=${encodeURIComponent(callback)}` } }));
    service = named("http://service.example/auth/callback");
    const findings = await look();
    assertVerdicts(findings, failed("login"));
    assert.match(findings.find(({ point }) => point === "login").mend, /set FC_PUBLIC_ORIGIN to https:\/\/service\.example/);
    service = named(`${SERVICE}/auth/callback`);
    assertVerdicts(await look(), {});
  });

  it("service: a login that does not begin, and for which reason", async () => {
    for (const [code, said] of [["invalid_settings", /: invalid_settings\.$/], [CANARY, /begins no login\.$/]]) {
      service = at("login", () => new Response(null, { status: 303, headers: { location: `/?auth_error=${code}` } }));
      const findings = await look();
      assertVerdicts(findings, failed("login"));
      assert.match(sentenceOf(findings, "login"), said);
    }
    service = at("login", () => new Response("<p>", { status: 200 }));
    assertVerdicts(await look(), failed("login"));
  });

  it("service: behind a proxy that ends TLS", async () => {
    const behind = (settings) => (url, init) => worker.handle(new Request(url.href.replace("https:", "http:"), init), settings);
    const settings = settingsWith({ FC_REDIRECT_URI: undefined, FC_POST_LOGOUT_REDIRECT_URI: undefined });
    const examined = (set) => {
      service = behind(set);
      return examine(set, { url: new URL(SERVICE), prefix: "/auth" }, { fetch: networkOf(set) });
    };
    assertVerdicts(await examined(settings), failed("login"));
    assertVerdicts(await examined({ ...settings, FC_PUBLIC_ORIGIN: SERVICE }), {});
  });

  const OWN = { FC_REDIRECT_URI: undefined, FC_POST_LOGOUT_REDIRECT_URI: undefined };
  const HOSTS = [
    ["a callback on this machine", { FC_REDIRECT_URI: "http://localhost:8787/auth/callback" }, undefined, failed("callback"), { callback: "warn" }],
    ["a callback at a host without a dot", { FC_REDIRECT_URI: "https://intranet/auth/callback" }, undefined, failed("callback"), {}],
    ["a return from sign-out at a host without a dot", { FC_POST_LOGOUT_REDIRECT_URI: "https://intranet/auth/logged-out" }, undefined, failed("sign-out"), {}],
    ["a Worker on this machine", OWN, "http://localhost:8787", failed("callback", "sign-out", "service"), { service: "warn" }],
    ["a Worker at a host without a dot", OWN, "https://intranet", failed("callback", "sign-out", "service"), {}],
  ];
  for (const [what, changes, origin, expected, atStandin] of HOSTS) {
    it(`FranceConnect+ itself: ${what}; a stand-in takes it`, async () => {
      const site = { url: origin && new URL(origin), prefix: "/auth" };
      const through = (provider) => {
        const settings = settingsWith({ ...changes, FC_ISSUER: `${provider}/api/v2` });
        const network = networkOf(settings, provider);
        worker = fcPivot({ ...QUIET, fetch: network });
        return examine(settings, site, { fetch: network });
      };
      assertVerdicts(await through(INTEGRATION), { ...expected, environment: "warn" });
      assertVerdicts(await through(PROVIDER), atStandin);
    });
  }

  it("FranceConnect+ itself is known by its preset too", async () => {
    const settings = settingsWith({ FC_PRESET: "franceconnect-plus-integration", FC_ISSUER: undefined, FC_REDIRECT_URI: "http://localhost:8787/auth/callback" });
    const network = networkOf(settings, INTEGRATION);
    assertVerdicts(await examine(settings, { url: undefined, prefix: "/auth" }, { fetch: network }), failed("callback"));
    assertVerdicts(await examine({ ...settings, FC_REDIRECT_URI: good.FC_REDIRECT_URI }, { url: undefined, prefix: "/auth" }, { fetch: network }), {});
  });

  it("service: says which fault is the worst", async () => {
    for (const kind of ["ECDH-ES", "RSA-OAEP"]) {
      const key = await decryptionKey(kind);
      service = at("jwks.json", () => json({ keys: [key] }));
      const { sentence, mend } = (await look()).find(({ point }) => point === "published keys");
      assert.match(`${sentence} ${mend}`, /publishes a private key.* new keys at once/);
    }
  });

  for (const name of ["FC_PRESET", "FC_ISSUER", "FC_CLIENT_SECRET", "FC_CLIENT_KEY", "FC_DECRYPTION_KEYS", "FC_REDIRECT_URI", "FC_POST_LOGOUT_REDIRECT_URI", "FC_PUBLIC_ORIGIN", "FC_ACR", "FC_AMR", "SESSION_KEYS", "SESSION_STORE", "SESSION_TTL"]) {
    it(`says nothing of a value that was pasted into ${name}`, async () => {
      const findings = await look({ [name]: CANARY }, { network: networkOf(good) });
      assert.ok(findings.some(({ verdict, point }) => verdict === "fail" && point === "settings"));
      assert.ok(!JSON.stringify(findings).includes(CANARY));
    });
  }

  it("says nothing of a value that was pasted into FC_SCOPE, but a scope's name; and which scopes there are", async () => {
    const found = async (scope) => (await look({ FC_SCOPE: `openid ${scope}` })).find(({ point }) => point === "scopes");
    const sentence = async (scope) => (await found(scope)).sentence;
    assert.match(await sentence("address"), /does not know: address\. It drops them without a word\./);
    assert.match((await found("address")).mend, / identite_pivot .* rnipp_identite_pivot\./);
    assert.ok(!(await sentence(CANARY)).includes(CANARY));
  });
});

describe("fc-pivot doctor, of a Worker in workerd", () => {
  let deployment;
  before(async () => {
    deployment = await deploy();
  });
  after(() => deployment.stop());

  const verdictsIn = (stdout) => stdout.split("\n").flatMap((line) => /^(warn|fail) +([^:]+):/.exec(line)?.slice(1, 3).join(" ") ?? []);

  it("complains only of what runs on this machine", async (t) => {
    const file = await fileWith(t, linesOf(deployment.settings));
    const { code, stdout, stderr } = await fcPivotCommand(["doctor", "--env-file", file, "--url", deployment.origin]);
    // The tests' deployments ask for amr, at a client with that authorisation.
    assert.deepEqual(verdictsIn(stdout), ["warn issuer", "warn service"]);
    assert.equal(code, 0);
    assert.match(stderr, /^fc-pivot: 25 ok, 2 warn, 0 fail$/m);
    for (const secret of secretsOf(deployment.settings)) assert.ok(!`${stdout}${stderr}`.includes(secret));
  });

  it("reads the environment, and fails where a point fails", async () => {
    const { code, stdout, stderr } = await fcPivotCommand(["doctor"], { ...deployment.settings, FC_CLIENT_SECRET: "short" });
    assert.equal(code, 1);
    assert.deepEqual(verdictsIn(stdout), ["fail settings", "fail credentials", "warn provider"]);
    assert.match(stdout, /\n {6}→ Paste the whole secret/);
    for (const secret of secretsOf(deployment.settings)) assert.ok(!`${stdout}${stderr}`.includes(secret));
    assert.equal((await fcPivotCommand(["doctor"], deployment.settings)).code, 0);
  });
});
