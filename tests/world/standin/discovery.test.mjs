/** Discovery and keys: what the stand-in says of itself is what FranceConnect+ says of itself. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { exportJWK, generateKeyPair } from "jose";
import { authorizeUrl, CLIENT_ID, jwksOf, openToken, standinFor, tokenRequest, userinfo, wholeSignIn } from "./fixture.mjs";
import { signIn, startStandin } from "./index.mjs";

const discoveryOf = async (standin) => (await fetch(`${standin.issuer}/.well-known/openid-configuration`)).json();

test("the discovery document has FC+'s issuer, endpoints and choices", async (t) => {
  const { standin } = await standinFor(t);
  const document = await discoveryOf(standin);
  const expected = {
    issuer: standin.issuer,
    authorization_endpoint: `${standin.issuer}/authorize`,
    token_endpoint: `${standin.issuer}/token`,
    userinfo_endpoint: `${standin.issuer}/userinfo`,
    jwks_uri: `${standin.issuer}/jwks`,
    end_session_endpoint: `${standin.issuer}/session/end`,
    revocation_endpoint: `${standin.issuer}/token/revocation`,
    acr_values_supported: ["eidas2", "eidas3"],
    response_types_supported: ["code"],
    grant_types_supported: ["authorization_code"],
    subject_types_supported: ["pairwise"],
    token_endpoint_auth_methods_supported: ["client_secret_post", "private_key_jwt"],
    token_endpoint_auth_signing_alg_values_supported: ["ES256"],
    id_token_signing_alg_values_supported: ["ES256"],
    userinfo_signing_alg_values_supported: ["ES256"],
    id_token_encryption_alg_values_supported: ["ECDH-ES", "RSA-OAEP", "RSA-OAEP-256"],
    userinfo_encryption_alg_values_supported: ["ECDH-ES", "RSA-OAEP", "RSA-OAEP-256"],
    id_token_encryption_enc_values_supported: ["A256GCM"],
    userinfo_encryption_enc_values_supported: ["A256GCM"],
    claims_parameter_supported: true,
    authorization_response_iss_parameter_supported: true,
    // Promised, and refused.
    code_challenge_methods_supported: ["S256"],
    request_parameter_supported: true,
    response_modes_supported: ["form_post", "fragment", "query"],
  };
  for (const [member, value] of Object.entries(expected)) assert.deepEqual(document[member], value, member);
  assert.equal(standin.issuer, `http://localhost:${standin.port}/api/v2`);
});

test("nothing is announced that FC+ does not have", async (t) => {
  const { standin } = await standinFor(t);
  const document = await discoveryOf(standin);
  const absent = [
    "pushed_authorization_request_endpoint", "registration_endpoint", "introspection_endpoint", "device_authorization_endpoint",
    "backchannel_logout_supported", "dpop_signing_alg_values_supported",
  ];
  for (const member of absent) assert.ok(!(member in document), member);
  assert.ok(!document.scopes_supported.includes("offline_access"));
});

test("the JWKS lists the ES256 key and an RS256 one, without private members, and may be cached for ten minutes", async (t) => {
  const { standin } = await standinFor(t);
  const response = await fetch(`${standin.issuer}/jwks`);
  assert.equal(response.headers.get("cache-control"), "public, max-age=600");
  assert.match(response.headers.get("content-type"), /^application\/jwk-set\+json\b/);
  const { keys } = await response.json();
  assert.deepEqual(keys.map(({ alg }) => alg).sort(), ["ES256", "RS256"]);
  for (const key of keys) {
    assert.equal(key.use, "sig");
    assert.match(key.kid, /^pkcs11:hsm/);
    for (const secret of ["d", "p", "q", "dp", "dq", "qi"]) assert.ok(!(secret in key));
  }
});

test("every answer has FC+'s headers against referrers, openers and frames", async (t) => {
  const { standin } = await standinFor(t);
  for (const url of [`${standin.issuer}/jwks`, authorizeUrl(standin), authorizeUrl(standin, { max_age: "0" }), `${standin.issuer}/session/end`]) {
    const { headers } = await fetch(url, { redirect: "manual" });
    assert.deepEqual(["referrer-policy", "cross-origin-opener-policy", "x-frame-options"].map((name) => headers.get(name)),
      ["no-referrer", "same-origin", "SAMEORIGIN"]);
  }
});

test("token, userinfo and revocation send no CORS header, not even to a preflight, while discovery and JWKS answer any origin", async (t) => {
  const { standin } = await standinFor(t);
  const origin = "http://localhost:8787";
  const corsHeaders = async (path, { headers, ...options } = {}) => {
    const response = await fetch(`${standin.issuer}${path}`, { ...options, headers: { origin, ...headers } });
    return [...response.headers.keys()].filter((name) => name.startsWith("access-control-allow"));
  };
  for (const path of ["/.well-known/openid-configuration", "/jwks"]) assert.deepEqual(await corsHeaders(path), ["access-control-allow-origin"]);
  for (const path of ["/token", "/userinfo", "/token/revocation"]) {
    assert.deepEqual(await corsHeaders(path, { method: "OPTIONS", headers: { "access-control-request-method": "POST" } }), []);
    assert.deepEqual(await corsHeaders(path, { method: "POST", body: new URLSearchParams({ client_id: CLIENT_ID }) }), []);
  }
});

test("after a rotation the new key signs and the former one stays published", async (t) => {
  const run = await standinFor(t);
  const before = await wholeSignIn(run, "married-name");
  const kid = run.standin.rotateSigningKey();
  const after = await wholeSignIn(run, "married-name");
  assert.equal(before.idToken.jwsHeader.kid, "pkcs11:hsm");
  assert.equal(after.idToken.jwsHeader.kid, kid);
  assert.notEqual(kid, "pkcs11:hsm");
  assert.equal(after.idToken.claims.sub, before.idToken.claims.sub);
  const { keys } = await jwksOf(run.standin);
  assert.deepEqual(keys.filter(({ alg }) => alg === "ES256").map((key) => key.kid), [kid, "pkcs11:hsm"]);
});

test("a retired key is gone from the JWKS at once", async (t) => {
  const { standin } = await standinFor(t);
  const kid = standin.rotateSigningKey({ retire: true });
  const { keys } = await jwksOf(standin);
  assert.deepEqual(keys.filter(({ alg }) => alg === "ES256").map((key) => key.kid), [kid]);
});

test("a replaced key bears the name of the one before, and nothing of it", async (t) => {
  const { standin } = await standinFor(t);
  const signing = async () => (await jwksOf(standin)).keys.filter(({ alg }) => alg === "ES256");
  const [before] = await signing();
  assert.equal(standin.rotateSigningKey({ replace: true }), before.kid);
  const [after, ...others] = await signing();
  assert.deepEqual([after.kid, others], [before.kid, []]);
  assert.notEqual(after.x, before.x);
});

test("a rotation between id_token and userinfo leaves the sign-in whole", async (t) => {
  const { standin, rp } = await standinFor(t);
  const answer = await (await tokenRequest(standin, await signIn(authorizeUrl(standin), "married-name"))).json();
  const kid = standin.rotateSigningKey();
  const identity = await openToken(standin, rp, await (await userinfo(standin, answer.access_token)).text());
  assert.equal(identity.jwsHeader.kid, kid);
});

test("given keys are used as they are, and a set without ES256 is refused", async (t) => {
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  const fixed = { ...(await exportJWK(privateKey)), kid: "fixed-key", use: "sig", alg: "ES256" };
  const { idToken } = await wholeSignIn(await standinFor(t, { keys: [fixed] }), "married-name");
  assert.equal(idToken.jwsHeader.kid, "fixed-key");
  await assert.rejects(startStandin({ clients: [], keys: [{ ...fixed, alg: "ES384" }] }), TypeError);
});
