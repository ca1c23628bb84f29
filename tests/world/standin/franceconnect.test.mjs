/** The stand-in as FranceConnect: nothing encrypted, one level, the register's identity; every guard beside a request that passes. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ASK_AMR, authorizeUrl, CLIENT_ID, memberNames, PLAIN_REQUESTS, plainRegistration, plainSignIn, plainStandinFor, POST_LOGOUT_URI, WITH_AMR } from "./fixture.mjs";
import { createBrowser, signIn, signOut, StandinRefusal, startStandin, subjectOf } from "./index.mjs";

const standinOf = (t, options) => plainStandinFor(t, "franceconnect", options);
const urlOf = (standin, changes) => authorizeUrl(standin, { ...PLAIN_REQUESTS.franceconnect, ...changes });
const signedIn = (standin, personId, changes) => plainSignIn(standin, urlOf(standin, changes), personId);
const isRefused = (code) => (error) => error instanceof StandinRefusal && error.status === 400 && error.code === code;

test("discovery: one level, no encryption, three algorithms, no refresh", async (t) => {
  const standin = await standinOf(t);
  const document = await (await fetch(`${standin.issuer}/.well-known/openid-configuration`)).json();
  assert.deepEqual(document.acr_values_supported, ["eidas1"]);
  assert.deepEqual(document.subject_types_supported, ["pairwise"]);
  assert.deepEqual([...document.id_token_signing_alg_values_supported].sort(), ["ES256", "HS256", "RS256"]);
  assert.deepEqual([...document.userinfo_signing_alg_values_supported].sort(), ["ES256", "HS256", "RS256"]);
  assert.deepEqual(document.grant_types_supported, ["authorization_code"]);
  assert.deepEqual(document.token_endpoint_auth_methods_supported, ["client_secret_post", "private_key_jwt"]);
  assert.deepEqual(Object.keys(document).filter((member) => member.includes("encryption_")), []);
});

for (const alg of ["ES256", "RS256"]) {
  test(`${alg}: tokens are signed and plain, with alg and kid alone; userinfo is signed too`, async (t) => {
    const standin = await standinOf(t, { metadata: { id_token_signed_response_alg: alg } });
    const { answer, idToken, type, identity } = await signedIn(standin, "married-name");
    assert.deepEqual(memberNames(answer), ["access_token", "expires_in", "id_token", "scope", "token_type"]);
    assert.deepEqual(memberNames(idToken.protectedHeader), ["alg", "kid"]);
    assert.equal(idToken.protectedHeader.alg, alg);
    assert.deepEqual(memberNames(idToken.payload), ["acr", "aud", "auth_time", "exp", "iat", "iss", "nonce", "sub"]);
    assert.equal(idToken.payload.sub, subjectOf(CLIENT_ID, "married-name"));
    assert.deepEqual([type, identity.protectedHeader.alg], ["application/jwt", alg]);
    assert.deepEqual(identity.payload.given_name_array, ["Solène", "Capucine"]);
  });
}

test("a registration asks for no encryption, and for an algorithm that there is", async (t) => {
  const register = (metadata) => startStandin({ plays: "franceconnect", clients: [plainRegistration(metadata)] });
  await assert.rejects(register({ id_token_encrypted_response_alg: "ECDH-ES" }), /encrypts nothing: id_token_encrypted_response_alg/);
  await assert.rejects(register({ userinfo_signed_response_alg: "PS256" }), /userinfo_signed_response_alg/);
  await assert.rejects(startStandin({ plays: "agentconnect", clients: [] }), /plays: expected one of franceconnect-plus, franceconnect, proconnect/);
  await standinOf(t, { metadata: { userinfo_signed_response_alg: "RS256" } });
});

test("acr is eidas1, whatever the identity provider reached and a list also names", async (t) => {
  const standin = await standinOf(t);
  for (const acr_values of ["eidas1", "eidas3 eidas1", "gold", ""]) {
    assert.equal((await signedIn(standin, "married-name", { acr_values })).idToken.payload.acr, "eidas1", acr_values);
  }
  for (const acr_values of ["eidas2", "eidas3 eidas2"]) {
    assert.equal((await signIn(urlOf(standin, { acr_values }), "married-name")).searchParams.get("error"), "invalid_acr", acr_values);
  }
  await assert.rejects(signIn(urlOf(standin, { acr_values: undefined }), "married-name"), isRefused("Y030007"));
});

for (const [name, value] of Object.entries({
  code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", code_challenge_method: "S256", response_mode: "query", max_age: "300",
  login_hint: "a@b.example", siret_hint: "98000001200016", client_id: "", nonce: "n".repeat(21), redirect_uri: "", prompt: "none",
})) {
  test(`authorize: ${name} = ${JSON.stringify(value)} is a page; a right request passes`, async (t) => {
    const standin = await standinOf(t);
    await assert.rejects(signIn(urlOf(standin, { [name]: value }), "married-name"), isRefused("Y030007"));
    assert.ok((await signIn(urlOf(standin), "married-name")).searchParams.has("code"));
  });
}

test("authorize: an empty scope or response_type is sent back", async (t) => {
  const standin = await standinOf(t);
  for (const name of ["scope", "response_type"]) {
    assert.equal((await signIn(urlOf(standin, { [name]: "" }), "married-name")).searchParams.get("error"), "invalid_request", name);
  }
});

test("amr comes by the claims parameter, to whom is authorised", async (t) => {
  const [without, having] = [await standinOf(t), await standinOf(t, { metadata: WITH_AMR })];
  await assert.rejects(signIn(urlOf(without, ASK_AMR), "married-name"), isRefused("Y100009"));
  assert.deepEqual((await signedIn(having, "no-usual-name", ASK_AMR)).idToken.payload.amr, ["fc", "pwd"]);
  assert.equal((await signedIn(having, "no-usual-name")).idToken.payload.amr, undefined);
});

/** Written out: this is what federations/franceconnect.mjs is judged by. */
const GRANTED = {
  given_name: ["given_name", "given_name_array"],
  birthdate: ["birthdate"],
  idp_birthdate: ["idp_birthdate"],
  idp_id: ["idp_id"],
  email: ["email"],
  birth: ["birthcountry", "birthplace"],
  profile: ["birthdate", "family_name", "gender", "given_name", "given_name_array", "preferred_username"],
  identite_pivot: ["birthcountry", "birthdate", "birthplace", "family_name", "gender", "given_name", "given_name_array"],
  dgfip_RevDecl_Cat1_Tspr: [],
  // FranceConnect+'s, or gone with v2: dropped.
  rnipp_identite_pivot: [],
  address: [],
};

test("each scope grants its claims, and no other", async (t) => {
  const standin = await standinOf(t);
  for (const [scope, claims] of Object.entries(GRANTED)) {
    const { identity } = await signedIn(standin, "married-name", { scope: `openid ${scope}` });
    assert.deepEqual(memberNames(identity.payload), ["aud", "exp", "iat", "iss", "sub", ...claims].sort(), scope);
  }
});

test("single sign-on lasts thirty minutes from the last step", async (t) => {
  const standin = await standinOf(t);
  const browser = createBrowser();
  await browser.signIn(urlOf(standin), "married-name");
  standin.elapse(1700);
  await browser.signIn(urlOf(standin), "continue");
  standin.elapse(1700);
  await browser.signIn(urlOf(standin), "continue");
  standin.elapse(1801);
  await assert.rejects(browser.signIn(urlOf(standin), "continue"), RangeError);
});

test("signing out needs the ID token, and ends single sign-on", async (t) => {
  const standin = await standinOf(t);
  const { answer } = await signedIn(standin, "married-name");
  const asked = { id_token_hint: answer.id_token, post_logout_redirect_uri: POST_LOGOUT_URI, state: "s" };
  const addressOf = (parameters) => `${standin.issuer}/session/end?${new URLSearchParams(parameters)}`;
  assert.equal((await signOut(addressOf(asked))).href, `${POST_LOGOUT_URI}?state=s`);
  const { id_token_hint: _, ...without } = asked;
  await assert.rejects(signOut(addressOf(without)), isRefused("invalid_request"));
});
