/** Faults on demand: each wrong does what it says, only while it is set, and the same request is honest without it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { compactDecrypt, compactVerify, decodeJwt, decodeProtectedHeader, importJWK } from "jose";
import { authorizeUrl, POST_LOGOUT_URI, standinFor, tokenRequest, userinfo, wholeSignIn } from "./fixture.mjs";
import { signIn, signOut } from "./index.mjs";

async function withWrongs(t) {
  const wrongs = {};
  return { wrongs, ...(await standinFor(t, { wrongs })) };
}

async function answerOf({ standin }, changes) {
  return (await tokenRequest(standin, await signIn(authorizeUrl(standin, changes), "married-name"))).json();
}

const innerOf = async ({ rp }, jwe) =>
  new TextDecoder().decode((await compactDecrypt(jwe, rp.encryption.privateKey)).plaintext);

test("idToken: other claims, under a signature that verifies", async (t) => {
  const run = await withWrongs(t);
  run.wrongs.idToken = ({ header, claims, sign }) => sign(header, { ...claims, nonce: "another-nonce" });
  const wrong = await wholeSignIn(run, "married-name");
  assert.equal(wrong.idToken.claims.nonce, "another-nonce");
  assert.deepEqual(Object.keys(wrong.idToken.jweHeader).sort(), ["alg", "aud", "cty", "enc", "epk", "iss", "kid"]);
  assert.notEqual(wrong.identity.claims.nonce, "another-nonce");
  delete run.wrongs.idToken;
  const honest = await wholeSignIn(run, "married-name");
  assert.equal(honest.idToken.claims.nonce, honest.url.searchParams.get("nonce"));
});

test("idToken: a header without kid, and a text that is no honest JWS at all", async (t) => {
  const run = await withWrongs(t);
  run.wrongs.idToken = ({ header: { alg }, claims, sign }) => sign({ alg }, claims);
  assert.deepEqual(decodeProtectedHeader(await innerOf(run, (await answerOf(run)).id_token)), { alg: "ES256" });
  run.wrongs.idToken = ({ jws }) => `${btoa('{"alg":"none"}')}.${jws.split(".")[1]}.`;
  assert.match(await innerOf(run, (await answerOf(run)).id_token), /^eyJhbGciOiJub25lIn0=\.[^.]+\.$/);
});

test("idToken: the very text of header and claims, under a signature that verifies", async (t) => {
  const run = await withWrongs(t);
  const text = (claims) => JSON.stringify(claims).replace("{", '{ "iat":1e400,');
  run.wrongs.idToken = ({ header, claims, sign }) => sign(Buffer.from(` ${JSON.stringify(header)}`), text(claims));
  const inner = await innerOf(run, (await answerOf(run)).id_token);
  const { keys } = await (await fetch(`${run.standin.issuer}/jwks`)).json();
  const { payload } = await compactVerify(inner, await importJWK(keys.find(({ alg }) => alg === "ES256")));
  assert.match(new TextDecoder().decode(payload), /^{ "iat":1e400,/);
  assert.match(Buffer.from(inner.split(".")[0], "base64url").toString(), /^ {"alg":"ES256"/);
});

test("userinfoToken: another sub, while the id_token stays honest", async (t) => {
  const run = await withWrongs(t);
  run.wrongs.userinfoToken = ({ header, claims, sign }) => sign(header, { ...claims, sub: `${"0".repeat(64)}v1` });
  const wrong = await wholeSignIn(run, "married-name");
  assert.equal(wrong.identity.claims.sub, `${"0".repeat(64)}v1`);
  assert.notEqual(wrong.idToken.claims.sub, wrong.identity.claims.sub);
  delete run.wrongs.userinfoToken;
  const honest = await wholeSignIn(run, "married-name");
  assert.equal(honest.idToken.claims.sub, honest.identity.claims.sub);
});

test("envelope: a plain JWS, and a JWE with another header", async (t) => {
  const run = await withWrongs(t);
  run.wrongs.envelope = ({ use, jws, header, encrypt }) => (use === "idtoken" ? jws : encrypt(jws, header));
  const plain = await answerOf(run);
  assert.equal(plain.id_token.split(".").length, 3);
  assert.equal(decodeJwt(plain.id_token).iss, run.standin.issuer);
  assert.equal((await (await userinfo(run.standin, plain.access_token)).text()).split(".").length, 5);
  run.wrongs.envelope = ({ jws, header, encrypt }) => encrypt(jws, { ...header, enc: "A128GCM" });
  assert.equal(decodeProtectedHeader((await answerOf(run)).id_token).enc, "A128GCM");
  delete run.wrongs.envelope;
  assert.equal(decodeProtectedHeader((await answerOf(run)).id_token).enc, "A256GCM");
});

test("callback: another iss, in success and in failure", async (t) => {
  const run = await withWrongs(t);
  run.wrongs.callback = (url) => {
    url.searchParams.set("iss", "https://elsewhere.example");
    return url;
  };
  for (const choice of ["married-name", "cancel"]) {
    assert.equal((await signIn(authorizeUrl(run.standin), choice)).searchParams.get("iss"), "https://elsewhere.example");
  }
  const { idToken } = await wholeSignIn(run, "married-name");
  const logout = new URLSearchParams({ id_token_hint: idToken.jws, post_logout_redirect_uri: POST_LOGOUT_URI, state: "s" });
  assert.equal((await signOut(`${run.standin.issuer}/session/end?${logout}`)).href, `${POST_LOGOUT_URI}?state=s`, "no callback, and not changed");
  delete run.wrongs.callback;
  assert.equal((await signIn(authorizeUrl(run.standin), "married-name")).searchParams.get("iss"), run.standin.issuer);
});

test("answer: status, headers and body of an endpoint", async (t) => {
  const run = await withWrongs(t);
  run.wrongs.answer = {
    token: () => ({ status: 503, headers: { "content-type": "text/html" }, body: "<p>down</p>" }),
    discovery: ({ body, ...rest }) => ({ ...rest, body: JSON.stringify({ ...JSON.parse(body), issuer: "https://elsewhere.example" }) }),
  };
  const callback = await signIn(authorizeUrl(run.standin), "married-name");
  const response = await tokenRequest(run.standin, callback);
  assert.deepEqual([response.status, response.headers.get("content-type"), await response.text()], [503, "text/html", "<p>down</p>"]);
  const discovery = async () => (await fetch(`${run.standin.issuer}/.well-known/openid-configuration`)).json();
  assert.equal((await discovery()).issuer, "https://elsewhere.example");
  run.wrongs.answer = {};
  assert.equal((await discovery()).issuer, run.standin.issuer);
  assert.equal((await answerOf(run)).token_type, "Bearer");
});

test("answer: slow, cut short, and reset", async (t) => {
  const run = await withWrongs(t);
  const keys = () => fetch(`${run.standin.issuer}/jwks`);
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  run.wrongs.answer = { jwks: (answer) => held.then(() => answer) };
  const slow = keys();
  const first = await Promise.race([slow.then(() => "answer"), new Promise((resolve) => { setTimeout(resolve, 50, "silence"); })]);
  assert.equal(first, "silence");
  release();
  assert.equal((await (await slow).json()).keys.length, 2);

  run.wrongs.answer.jwks = ({ body, ...rest }) => ({ ...rest, body: body.slice(0, 20), cut: true });
  await assert.rejects(async () => (await keys()).text(), TypeError);
  run.wrongs.answer.jwks = () => "reset";
  await assert.rejects(keys(), TypeError);
  run.wrongs.answer = undefined;
  assert.equal((await (await keys()).json()).keys.length, 2);
});

test("without a wrong for it, nothing is changed", async (t) => {
  const run = await withWrongs(t);
  run.wrongs.answer = { revocation: () => "reset" };
  const { idToken, identity } = await wholeSignIn(run, "married-name");
  assert.equal(idToken.claims.sub, identity.claims.sub);
});
