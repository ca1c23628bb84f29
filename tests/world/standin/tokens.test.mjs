/** The shape of every token and of the token answer, lifetimes, and both ways of client authentication. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { exportJWK, generateKeyPair } from "jose";
import {
  ASSERTION_TYPE, authorizeUrl, CLIENT_ID, CLIENT_SECRET, clientAssertion, memberNames, openToken, relyingParty, standinFor, tokenRequest,
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

test("an access token says 60 seconds, and its grant ends 30 seconds after the click", async (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: Date.now() });
  const { standin } = await standinFor(t);
  const userinfoAfter = async (beforeToken, afterToken) => {
    const callback = await signIn(authorizeUrl(standin), "married-name");
    t.mock.timers.tick(beforeToken * 1000);
    const answer = await (await tokenRequest(standin, callback)).json();
    assert.equal(answer.expires_in, 60);
    t.mock.timers.tick(afterToken * 1000);
    const response = await userinfo(standin, answer.access_token);
    return [response.status, response.ok ? undefined : (await response.json()).error];
  };
  assert.deepEqual(await userinfoAfter(0, 29), [200, undefined]);
  assert.deepEqual(await userinfoAfter(20, 9), [200, undefined]);
  assert.deepEqual(await userinfoAfter(0, 30), [401, "invalid_token"]);
  assert.deepEqual(await userinfoAfter(20, 10), [401, "invalid_token"]);
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

test("private_key_jwt is announced, and refused to everybody; a provider that takes it is a wrong", async (t) => {
  const { standin, rp } = await standinFor(t);
  const callback = await signIn(authorizeUrl(standin), "married-name");
  const byAssertion = async (at, party, to, options) => tokenRequest(at, to, {
    client_secret: undefined, client_assertion_type: ASSERTION_TYPE, client_assertion: await clientAssertion(at, party, options),
  });
  const refused = await byAssertion(standin, rp, callback);
  assert.deepEqual([refused.status, (await refused.json()).error], [401, "invalid_client"]);
  assert.equal((await tokenRequest(standin, callback)).status, 200);

  const metadata = { token_endpoint_auth_method: "private_key_jwt", client_secret: undefined };
  const other = await standinFor(t, { metadata, wrongs: { clientAssertions: true } });
  const back = await signIn(authorizeUrl(other.standin), "married-name");
  const stranger = await generateKeyPair("ES256");
  assert.equal((await byAssertion(other.standin, other.rp, back, { key: stranger.privateKey })).status, 401);
  assert.equal((await byAssertion(other.standin, other.rp, back)).status, 200);
});

test("errors of the token endpoint and of userinfo say text, detail and FC+'s own code", async (t) => {
  const { standin } = await standinFor(t);
  const callback = await signIn(authorizeUrl(standin), "married-name");
  const errorOf = async (response) => {
    const { error, error_description: text, error_uri: uri, ...rest } = await response.json();
    assert.deepEqual(rest, {});
    const { searchParams } = new URL(uri);
    assert.match(searchParams.get("id"), /^[0-9a-f-]{36}$/);
    return [response.status, error, text, searchParams.get("code")];
  };
  assert.deepEqual(await errorOf(await tokenRequest(standin, callback, { client_secret: "x".repeat(40) })),
    [401, "invalid_client", "client authentication failed (invalid secret provided)", "Y0434A7B"]);
  assert.deepEqual(await errorOf(await tokenRequest(standin, callback, { code: "x".repeat(43) })),
    [400, "invalid_grant", "grant request is invalid (authorization code not found)", "Y049E20B"]);
  assert.deepEqual(await errorOf(await userinfo(standin, "x".repeat(43))),
    [401, "invalid_token", "invalid token provided (access token not found)", "Y040001"]);
});

test("a request with an Origin is refused at the token endpoint, at userinfo and at revocation; the same without one passes", async (t) => {
  const { standin } = await standinFor(t);
  const headers = { origin: "https://service.example" };
  const refused = async (response) => [response.status, (await response.json()).error, [...response.headers.keys()].filter((name) => name.startsWith("access-control-"))];
  const callback = await signIn(authorizeUrl(standin), "married-name");
  assert.deepEqual(await refused(await tokenRequest(standin, callback, {}, headers)), [400, "invalid_request", []]);
  const answer = await (await tokenRequest(standin, callback)).json();
  assert.deepEqual(await refused(await userinfo(standin, answer.access_token, headers)), [400, "invalid_request", []]);
  assert.equal((await userinfo(standin, answer.access_token)).status, 200);
  const revoke = (more) => fetch(`${standin.issuer}/token/revocation`, {
    method: "POST", headers: more, body: new URLSearchParams({ token: answer.access_token, client_id: CLIENT_ID, client_secret: CLIENT_SECRET }),
  });
  assert.deepEqual(await refused(await revoke(headers)), [400, "invalid_request", []]);
  assert.equal((await revoke({})).status, 200);
});

test("a registration that FC+ would not accept is refused at start-up, by the name of its member", async (t) => {
  const refused = async (metadata, pattern, options) => {
    const { registration } = await relyingParty({ metadata });
    await assert.rejects(startStandin({ clients: [registration], ...options }), pattern);
  };
  await refused({ id_token_encrypted_response_alg: undefined }, /id_token_encrypted_response_alg must be one of/);
  await refused({ userinfo_encrypted_response_alg: "RSA1_5" }, /userinfo_encrypted_response_alg must be one of/);
  await refused({ id_token_signed_response_alg: "RS256" }, /imposes id_token_signed_response_alg = "ES256"/);
  await refused({ jwks: undefined }, /jwks or jwks_uri is mandatory/);
  await refused({ token_endpoint_auth_method: "private_key_jwt" }, /imposes token_endpoint_auth_method = "client_secret_post"/);
  await refused({ claims: "amr" }, /claims must be a list/);
  const strict = { strict: true };
  await refused({ jwks: undefined, jwks_uri: "http://localhost:8787/auth/jwks.json" }, /jwks_uri must be on a host with a dot/, strict);
  await refused({ redirect_uris: ["https://a.example/", "https://b.example/"] }, /several hosts need a sector_identifier_uri/, strict);
  // Redirect URIs on several ports are no fault: FC+ derives sub from the entity, not from its hosts.
  const { standin } = await standinFor(t, {
    metadata: { redirect_uris: ["http://localhost:8787/auth/callback", "http://localhost:8788/auth/callback"] },
  });
  assert.ok((await signIn(authorizeUrl(standin), "married-name")).searchParams.has("code"));
});
