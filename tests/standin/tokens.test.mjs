/** The shape of every token and of the token answer, lifetimes, and both ways of client authentication. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { once } from "node:events";
import { test } from "node:test";
import { exportJWK, generateKeyPair } from "jose";
import {
  ASSERTION_TYPE, authorizeUrl, CLIENT_ID, clientAssertion, memberNames, openToken, relyingParty, standinFor, tokenRequest,
  userinfo, wholeSignIn,
} from "./fixture.mjs";
import { signIn, startStandin, subjectOf } from "./index.mjs";

for (const alg of ["ECDH-ES", "RSA-OAEP", "RSA-OAEP-256"]) {
  test(`${alg}: JWE and JWS headers of both tokens have FC+'s members and no other`, async (t) => {
    const run = await standinFor(t, { alg });
    const { idToken, identity } = await wholeSignIn(run, "married-name");
    const members = ["alg", "aud", "cty", "enc", "iss", "kid", ...(alg === "ECDH-ES" ? ["epk"] : [])].sort();
    for (const { jweHeader, jwsHeader } of [idToken, identity]) {
      assert.deepEqual(memberNames(jweHeader), members);
      const { epk: _, ...rest } = jweHeader;
      assert.deepEqual(rest, {
        alg, enc: "A256GCM", cty: "JWT", kid: `rp-${alg.toLowerCase()}`, iss: run.standin.issuer, aud: CLIENT_ID,
      });
      assert.deepEqual(jwsHeader, { alg: "ES256", kid: "pkcs11:hsm" });
    }
  });
}

test("the id_token says who issued it, for whom and about whom, and nothing about the identity", async (t) => {
  const run = await standinFor(t);
  const { url, idToken: { claims } } = await wholeSignIn(run, "married-name");
  assert.deepEqual(memberNames(claims), ["acr", "aud", "auth_time", "exp", "iat", "iss", "nonce", "sub"]);
  assert.equal(claims.iss, run.standin.issuer);
  assert.equal(claims.aud, CLIENT_ID);
  assert.equal(claims.nonce, url.searchParams.get("nonce"));
  assert.equal(claims.exp, claims.iat + 60);
  assert.ok(Math.abs(claims.iat - claims.auth_time) <= 5);
  assert.equal(claims.acr, "eidas3");
});

test("userinfo is an application/jwt about the same sub, with the envelope and the granted claims", async (t) => {
  const run = await standinFor(t);
  const { answer, idToken, identity: { claims } } = await wholeSignIn(run, "married-name");
  assert.equal(claims.sub, idToken.claims.sub);
  assert.deepEqual(memberNames(claims), [
    "aud", "birthcountry", "birthdate", "birthplace", "email", "exp", "family_name", "gender", "given_name", "iat", "iss",
    "preferred_username", "sub",
  ]);
  const response = await userinfo(run.standin, answer.access_token);
  assert.match(response.headers.get("content-type"), /^application\/jwt\b/);
});

test("the token answer has exactly five members", async (t) => {
  const { answer } = await wholeSignIn(await standinFor(t), "married-name");
  assert.deepEqual(memberNames(answer), ["access_token", "expires_in", "id_token", "scope", "token_type"]);
  assert.equal(answer.expires_in, 60);
  assert.equal(answer.token_type, "Bearer");
  assert.equal(answer.scope, "openid identite_pivot email preferred_username");
});

test("sub is 64 hexadecimal digits and v1, stable per person, another one per client and per person", async (t) => {
  const run = await standinFor(t);
  const subOf = async (person) => (await wholeSignIn(run, person)).idToken.claims.sub;
  const sub = await subOf("married-name");
  assert.match(sub, /^[0-9a-f]{64}v1$/);
  assert.equal(await subOf("married-name"), sub);
  assert.equal(subjectOf(CLIENT_ID, "married-name"), sub);
  assert.notEqual(await subOf("born-abroad"), sub);
  assert.notEqual(subjectOf("another-service", "married-name"), sub);
});

/** A stand-in whose client publishes its keys at `host`; the key server itself always listens on 127.0.0.1. */
async function standinWithKeyServer(t, host, answer) {
  const rp = await relyingParty();
  const { jwks, ...registration } = rp.registration;
  const seen = [];
  const keyServer = createServer((request, response) => {
    seen.push(request.url);
    answer(response, JSON.stringify(jwks), request.url);
  }).listen(0, "127.0.0.1");
  await once(keyServer, "listening");
  t.after(() => { keyServer.closeAllConnections(); keyServer.close(); });
  const jwksUri = `http://${host}:${keyServer.address().port}/auth/jwks.json`;
  const standin = await startStandin({ clients: [{ ...registration, jwks_uri: jwksUri }] });
  t.after(() => standin.close());
  return { standin, rp, seen };
}

const sendKeys = (response, jwks) => response.writeHead(200, { "content-type": "application/jwk-set+json" }).end(jwks);

test("encryption keys are fetched from the client's jwks_uri on loopback", async (t) => {
  for (const host of ["localhost", "127.0.0.1"]) {
    const run = await standinWithKeyServer(t, host, sendKeys);
    assert.equal((await wholeSignIn(run, "married-name")).idToken.jweHeader.kid, "rp-ecdh-es");
    assert.ok(run.seen.length > 0);
  }
});

test("oidc-provider's guard against request forgery stays for every other address", async (t) => {
  // 0.0.0.0 reaches the same key server as 127.0.0.1 does above, under a name that is not loopback's.
  const { standin, seen } = await standinWithKeyServer(t, "0.0.0.0", sendKeys);
  const response = await tokenRequest(standin, await signIn(authorizeUrl(standin), "married-name"));
  assert.deepEqual([response.status, (await response.json()).error], [400, "invalid_client_metadata"]);
  assert.deepEqual(seen, []);
});

test("a jwks_uri on loopback may not redirect", async (t) => {
  const { standin, seen } = await standinWithKeyServer(t, "localhost", (response, jwks, path) =>
    path === "/elsewhere" ? sendKeys(response, jwks) : response.writeHead(302, { location: "/elsewhere" }).end());
  const response = await tokenRequest(standin, await signIn(authorizeUrl(standin), "married-name"));
  assert.deepEqual([response.status, (await response.json()).error], [400, "invalid_client_metadata"]);
  assert.deepEqual(seen, ["/auth/jwks.json"]);
});

/** Seconds after the callback → what the token endpoint says. */
async function redeemAfter(t, seconds) {
  const { standin } = await standinFor(t);
  const callback = await signIn(authorizeUrl(standin), "married-name");
  t.mock.timers.tick(seconds * 1000);
  const response = await tokenRequest(standin, callback);
  return { standin, status: response.status, answer: await response.json() };
}

test("a code lives for 30 seconds", async (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: Date.now() });
  assert.equal((await redeemAfter(t, 29)).status, 200);
  const late = await redeemAfter(t, 30);
  assert.deepEqual([late.status, late.answer.error], [400, "invalid_grant"]);
});

test("an access token lives for 60 seconds", async (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: Date.now() });
  const { standin, answer } = await redeemAfter(t, 0);
  t.mock.timers.tick(59_000);
  assert.equal((await userinfo(standin, answer.access_token)).status, 200);
  t.mock.timers.tick(1000);
  const late = await userinfo(standin, answer.access_token);
  assert.deepEqual([late.status, (await late.json()).error], [401, "invalid_token"]);
});

test("a choice lives as long as the FC session, ten minutes", async (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: Date.now() });
  const { standin } = await standinFor(t);
  const chooseAfter = async (seconds) => {
    const opened = await fetch(authorizeUrl(standin), { redirect: "manual" });
    const cookie = opened.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
    t.mock.timers.tick(seconds * 1000);
    return (await fetch(new URL(opened.headers.get("location"), standin.origin), { headers: { cookie } })).status;
  };
  assert.equal(await chooseAfter(599), 200);
  assert.equal(await chooseAfter(600), 400);
});

test("a code is redeemed once, with its own redirect_uri", async (t) => {
  const { standin } = await standinFor(t);
  const callback = await signIn(authorizeUrl(standin), "married-name");
  assert.equal((await tokenRequest(standin, callback)).status, 200);
  const again = await tokenRequest(standin, callback);
  assert.deepEqual([again.status, (await again.json()).error], [400, "invalid_grant"]);
  const other = await tokenRequest(standin, await signIn(authorizeUrl(standin), "married-name"), { redirect_uri: "http://localhost:8787/other" });
  assert.deepEqual([other.status, (await other.json()).error], [400, "invalid_grant"]);
});

test("client_secret_post: the right secret, and a wrong one", async (t) => {
  const { standin } = await standinFor(t);
  const callback = await signIn(authorizeUrl(standin), "married-name");
  const wrong = await tokenRequest(standin, callback, { client_secret: "another-secret-of-more-than-32-characters" });
  assert.deepEqual([wrong.status, (await wrong.json()).error], [401, "invalid_client"]);
  assert.equal((await tokenRequest(standin, callback)).status, 200);
});

test("private_key_jwt: an ES256 assertion by the registered key, and one by another key", async (t) => {
  const { standin, rp } = await standinFor(t, {
    metadata: { token_endpoint_auth_method: "private_key_jwt", client_secret: undefined },
  });
  const callback = await signIn(authorizeUrl(standin), "married-name");
  const byAssertion = async (options) => tokenRequest(standin, callback, {
    client_secret: undefined, client_assertion_type: ASSERTION_TYPE, client_assertion: await clientAssertion(standin, rp, options),
  });
  const stranger = await generateKeyPair("ES256");
  const wrong = await byAssertion({ key: stranger.privateKey });
  assert.deepEqual([wrong.status, (await wrong.json()).error], [401, "invalid_client"]);
  const right = await byAssertion();
  assert.equal(right.status, 200);
  const { id_token: idToken } = await right.json();
  assert.equal((await openToken(standin, rp, idToken)).claims.aud, CLIENT_ID);
});

test("a registration that FC+ would not accept is refused at start-up, by the name of its member", async (t) => {
  const refused = async (metadata, pattern) => {
    const { registration } = await relyingParty({ metadata });
    await assert.rejects(startStandin({ clients: [registration] }), pattern);
  };
  await refused({ id_token_encrypted_response_alg: undefined }, /id_token_encrypted_response_alg must be one of/);
  await refused({ userinfo_encrypted_response_alg: "RSA1_5" }, /userinfo_encrypted_response_alg must be one of/);
  await refused({ id_token_signed_response_alg: "RS256" }, /imposes id_token_signed_response_alg = "ES256"/);
  await refused({ jwks: undefined }, /jwks or jwks_uri is mandatory/);
  // Redirect URIs on several ports are no fault: FC+ derives sub from the client, not from its hosts.
  const { standin } = await standinFor(t, {
    metadata: { redirect_uris: ["http://localhost:8787/auth/callback", "http://localhost:8788/auth/callback"] },
  });
  assert.ok((await signIn(authorizeUrl(standin), "married-name")).searchParams.has("code"));
});

test("keys of the client are chosen by use and alg", async (t) => {
  const rp = await relyingParty({ alg: "RSA-OAEP-256" });
  const decoy = await generateKeyPair("RSA-OAEP", { extractable: true });
  rp.registration.jwks.keys.unshift({ ...(await exportJWK(decoy.publicKey)), kid: "decoy", use: "enc", alg: "RSA-OAEP" });
  const standin = await startStandin({ clients: [rp.registration] });
  t.after(() => standin.close());
  const { idToken } = await wholeSignIn({ standin, rp }, "married-name");
  assert.equal(idToken.jweHeader.kid, "rp-rsa-oaep-256");
});
