/** A client's encryption keys: how FranceConnect+ fetches them, which one it takes, how long it keeps them, and what spoils them. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { test } from "node:test";
import { exportJWK, generateKeyPair } from "jose";
import { authorizeUrl, relyingParty, standinFor, tokenRequest, userinfo, wholeSignIn } from "./fixture.mjs";
import { signIn, startStandin } from "./index.mjs";

/** A stand-in whose client publishes its keys on a server of its own; `answer` may be changed while it runs. */
async function withKeyServer(t, answer) {
  const rp = await relyingParty();
  const { jwks, ...registration } = rp.registration;
  const seen = [];
  const service = { answer };
  const server = createServer((request, response) => {
    seen.push(request);
    service.answer(response, jwks, request.url);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => { server.closeAllConnections(); server.close(); });
  const address = `http://127.0.0.1:${server.address().port}`;
  const standin = await startStandin({ clients: [{ ...registration, jwks_uri: `${address}/auth/jwks.json` }] });
  t.after(() => standin.close());
  return { standin, rp, seen, service, jwks };
}

const send = (response, body, { status = 200, headers = {} } = {}) => response.writeHead(status, headers).end(JSON.stringify(body));
const sendKeys = (headers) => (response, jwks) => send(response, jwks, { headers });

async function refusal({ standin }) {
  const callback = await signIn(authorizeUrl(standin), "married-name");
  const response = await tokenRequest(standin, callback);
  const { error } = await response.json();
  const again = await tokenRequest(standin, callback);
  return [response.status, error, (await again.json()).error];
}

/** The token endpoint's words for keys that are none; the code is spent then. */
const REFUSED = [400, "invalid_client_metadata", "invalid_grant"];

test("they are fetched by GET as application/json, of any content type, and a redirect is followed", async (t) => {
  const run = await withKeyServer(t, (response, jwks, path) =>
    path === "/elsewhere" ? send(response, jwks, { headers: { "content-type": "text/plain" } }) : response.writeHead(302, { location: "/elsewhere" }).end());
  assert.equal((await wholeSignIn(run, "married-name")).idToken.jweHeader.kid, "rp-ecdh-es");
  assert.deepEqual(run.seen.map(({ method, url, headers }) => [method, url, headers.accept]), [
    ["GET", "/auth/jwks.json", "application/json"], ["GET", "/elsewhere", "application/json"],
  ]);
});

test("they are kept for the longest of sixty seconds, max-age and Expires", async (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: Date.now() });
  const inSeconds = (seconds) => new Date(Date.now() + seconds * 1000).toUTCString();
  for (const [headersNow, kept] of [
    [() => ({}), 60], [() => ({ "cache-control": "max-age=10" }), 60], [() => ({ "cache-control": "public, max-age=600" }), 600],
    [() => ({ expires: inSeconds(300) }), 300],
  ]) {
    const headers = headersNow();
    const run = await withKeyServer(t, sendKeys(headers));
    const fetchesAfter = async (seconds) => {
      t.mock.timers.tick(seconds * 1000);
      await wholeSignIn(run, "married-name");
      return run.seen.length;
    };
    assert.equal(await fetchesAfter(0), 1);
    assert.equal(await fetchesAfter(kept - 2), 1, JSON.stringify(headers));
    assert.equal(await fetchesAfter(3), 2, JSON.stringify(headers));
    t.mock.timers.reset();
    t.mock.timers.enable({ apis: ["Date"], now: Date.now() });
  }
});

test("an answer that is no 200 spends the code; in JSON, it is not asked again for sixty seconds", async (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: Date.now() });
  const run = await withKeyServer(t, (response) => send(response, {}, { status: 503 }));
  assert.deepEqual(await refusal(run), REFUSED);
  run.service.answer = sendKeys();
  t.mock.timers.tick(59_000);
  assert.deepEqual(await refusal(run), REFUSED);
  assert.equal(run.seen.length, 1);
  t.mock.timers.tick(1000);
  assert.equal((await wholeSignIn(run, "married-name")).idToken.jweHeader.kid, "rp-ecdh-es");

  const other = await withKeyServer(t, (response) => response.writeHead(503, { "content-type": "text/html" }).end("<p>down</p>"));
  assert.deepEqual(await refusal(other), REFUSED);
  other.service.answer = sendKeys();
  assert.equal((await wholeSignIn(other, "married-name")).idToken.jweHeader.kid, "rp-ecdh-es");
});

test("one that does not come in six seconds is given up", async (t) => {
  const run = await withKeyServer(t, () => {});
  const started = Date.now();
  assert.deepEqual(await refusal(run), REFUSED);
  const waited = Date.now() - started;
  assert.ok(waited >= 5900 && waited < 12_000, `${waited} ms`);
});

test("they may go bad between the tokens: userinfo says so then", async (t) => {
  const run = await withKeyServer(t, sendKeys());
  const answer = await (await tokenRequest(run.standin, await signIn(authorizeUrl(run.standin), "married-name"))).json();
  run.service.answer = (response) => send(response, { keys: [] });
  // A new provider has no keys of anybody's yet.
  run.standin.rotateSigningKey();
  const response = await userinfo(run.standin, answer.access_token);
  assert.deepEqual([response.status, (await response.json()).error], [400, "invalid_client_metadata"]);
});

const withoutMembers = (jwk, ...names) => Object.fromEntries(Object.entries(jwk).filter(([name]) => !names.includes(name)));

async function decoy(alg, members) {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return { public: { ...(await exportJWK(publicKey)), ...members }, private: { ...(await exportJWK(privateKey)), ...members } };
}

test("one private key, or one symmetric one, spoils the set", async (t) => {
  const foreign = await decoy("ECDH-ES", { kid: "decoy" });
  for (const spoiler of [foreign.private, { kty: "oct", k: "AAAA" }]) {
    const run = await withKeyServer(t, (response, { keys }) => send(response, { keys: [...keys, spoiler] }));
    assert.deepEqual(await refusal(run), REFUSED);
  }
  const run = await withKeyServer(t, (response, { keys }) => send(response, { keys: [...keys, { kty: "unknown" }] }));
  assert.equal((await wholeSignIn(run, "married-name")).idToken.jweHeader.kid, "rp-ecdh-es");
});

test("no key that fits is none", async (t) => {
  for (const members of [{ use: "sig" }, { alg: "RSA-OAEP" }]) {
    const run = await withKeyServer(t, (response, { keys: [key] }) => send(response, { keys: [{ ...key, ...members }] }));
    assert.deepEqual(await refusal(run), REFUSED);
  }
});

/** The `kid` of the key that was taken, of a set made from the client's own key and a decoy. */
async function takenOf(t, alg, setOf, members = {}) {
  const rp = await relyingParty({ alg });
  const own = rp.registration.jwks.keys[0];
  const other = (await decoy(alg, { kid: "decoy", use: "enc", alg, ...members })).public;
  const standin = await startStandin({ clients: [{ ...rp.registration, jwks: { keys: setOf(own, other) } }] });
  t.after(() => standin.close());
  const { id_token: jwe } = await (await tokenRequest(standin, await signIn(authorizeUrl(standin), "married-name"))).json();
  return JSON.parse(Buffer.from(jwe.split(".")[0], "base64url")).kid;
}

test("of the keys that fit, one that states alg and use comes first, then the first of the document", async (t) => {
  assert.equal(await takenOf(t, "ECDH-ES", (own, other) => [own, other]), "rp-ecdh-es");
  assert.equal(await takenOf(t, "ECDH-ES", (own, other) => [other, own]), "decoy");
  assert.equal(await takenOf(t, "ECDH-ES", (own, other) => [withoutMembers(other, "alg"), own]), "rp-ecdh-es");
  assert.equal(await takenOf(t, "ECDH-ES", (own, other) => [withoutMembers(other, "alg", "use"), own]), "rp-ecdh-es");
  assert.equal(await takenOf(t, "ECDH-ES", (own, other) => [withoutMembers(other, "alg", "use"), withoutMembers(own, "alg", "use")]), "decoy");
});

test("a key for another use or another alg is passed over, and an RSA key with key_ops needs encrypt and wrapKey there", async (t) => {
  for (const members of [{ use: "sig" }, { alg: "RSA-OAEP" }, { key_ops: ["wrapKey"] }]) {
    assert.equal(await takenOf(t, "RSA-OAEP-256", (own, other) => [other, own], members), "rp-rsa-oaep-256");
  }
  assert.equal(await takenOf(t, "RSA-OAEP-256", (own, other) => [other, own], { key_ops: ["encrypt", "wrapKey"] }), "decoy");
});

test("kid is optional: without one the JWE names none", async (t) => {
  const { registration, encryption } = await relyingParty();
  const jwks = { keys: registration.jwks.keys.map((key) => withoutMembers(key, "kid")) };
  const run = await standinFor(t, { metadata: { jwks } });
  const answer = await (await tokenRequest(run.standin, await signIn(authorizeUrl(run.standin), "married-name"))).json();
  assert.equal("kid" in JSON.parse(Buffer.from(answer.id_token.split(".")[0], "base64url")), false);
  assert.ok(encryption.privateKey);
});
