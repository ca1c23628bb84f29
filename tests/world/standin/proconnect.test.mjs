/** The stand-in as ProConnect: levels as a set, PKCE, refresh tokens, a public subject; every guard beside a request that passes. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { authorizeUrl, CLIENT_ID, CLIENT_SECRET, memberNames, PLAIN_REQUESTS, plainRegistration, plainSignIn, plainStandinFor, POST_LOGOUT_URI, REDIRECT_URI, tokenRequest, userinfo } from "./fixture.mjs";
import { createBrowser, IDP_HINTS, signIn, signOut, StandinRefusal, startStandin } from "./index.mjs";

const VERIFIER = { code_verifier: "v".repeat(43) };
const standinOf = (t, options) => plainStandinFor(t, "proconnect", options);
const urlOf = (standin, changes) => authorizeUrl(standin, { ...PLAIN_REQUESTS.proconnect, ...changes });
const signedIn = (standin, personId, changes) => plainSignIn(standin, urlOf(standin, changes), personId, VERIFIER);
const isRefused = (code) => (error) => error instanceof StandinRefusal && error.status === 400 && error.code === code;
const essential = (...values) => ({ claims: JSON.stringify({ id_token: { acr: { essential: true, values } } }) });
const errorOf = async (standin, changes, personId = "state-agent") => (await signIn(urlOf(standin, changes), personId)).searchParams.get("error");

test("discovery: a public subject, refresh, PKCE, and what no client can have", async (t) => {
  const standin = await standinOf(t);
  const document = await (await fetch(`${standin.issuer}/.well-known/openid-configuration`)).json();
  assert.deepEqual(document.subject_types_supported, ["public"]);
  assert.deepEqual(document.grant_types_supported, ["authorization_code", "refresh_token"]);
  assert.deepEqual(document.code_challenge_methods_supported, ["S256"]);
  assert.deepEqual([...document.id_token_signing_alg_values_supported].sort(), ["ES256", "HS256", "RS256"]);
  assert.equal(document.acr_values_supported.length, 7);
  assert.ok(document.claims_parameter_supported && document.authorization_response_iss_parameter_supported);
  assert.ok(document.token_endpoint_auth_methods_supported.includes("private_key_jwt"));
  const register = (metadata) => startStandin({ plays: "proconnect", clients: [plainRegistration(metadata)] });
  await assert.rejects(register({ token_endpoint_auth_method: "private_key_jwt" }), /ProConnect imposes token_endpoint_auth_method/);
  await assert.rejects(register({ userinfo_encrypted_response_alg: "ECDH-ES" }), /encrypts nothing/);
});

for (const alg of ["ES256", "RS256"]) {
  test(`${alg}: the ID token has typ and at_hash; userinfo is signed where that was registered, else plain`, async (t) => {
    const metadata = { id_token_signed_response_alg: alg };
    const plain = await signedIn(await standinOf(t, { metadata }), "territorial-agent");
    assert.deepEqual(memberNames(plain.answer), ["access_token", "expires_in", "id_token", "refresh_token", "scope", "token_type"]);
    assert.deepEqual(memberNames(plain.idToken.protectedHeader), ["alg", "kid", "typ"]);
    assert.deepEqual([plain.idToken.protectedHeader.alg, plain.idToken.protectedHeader.typ], [alg, "JWT"]);
    assert.deepEqual(memberNames(plain.idToken.payload), ["at_hash", "aud", "auth_time", "exp", "iat", "iss", "nonce", "sub"]);
    const hash = createHash("sha256").update(plain.answer.access_token).digest().subarray(0, 16).toString("base64url");
    assert.equal(plain.idToken.payload.at_hash, hash);
    assert.equal(plain.type, "application/json");
    const members = ["email", "given_name", "idp_id", "organization_label", "roles", "siret", "sub", "uid", "usual_name"];
    assert.deepEqual(memberNames(plain.identity.payload), members);

    const signed = await signedIn(await standinOf(t, { metadata: { ...metadata, userinfo_signed_response_alg: alg } }), "territorial-agent");
    assert.deepEqual([signed.type, signed.identity.protectedHeader.alg], ["application/jwt", alg]);
    assert.deepEqual(memberNames(signed.identity.payload), [...members, "aud", "exp", "iat", "iss"].sort());
    assert.equal(signed.identity.payload.sub, plain.identity.payload.sub, "the same sub at every service");
  });
}

for (const [name, value] of Object.entries({
  client_id: undefined, redirect_uri: undefined, response_type: "", scope: undefined, state: "s".repeat(31), nonce: "n".repeat(31),
  login_hint: "nobody", siret_hint: "9800000120001", id_token_hint: "a.b.c", request: "a.b.c", request_uri: "https://a.example", registration: "{}",
  ui_locales: "fr",
})) {
  test(`authorize: ${name} = ${JSON.stringify(value)} is a page; a right request passes`, async (t) => {
    const standin = await standinOf(t);
    await assert.rejects(signIn(urlOf(standin, { [name]: value }), "state-agent"), isRefused("Y000400"));
    assert.ok((await signIn(urlOf(standin, { login_hint: "a@b.example", siret_hint: "98000001200016" }), "state-agent")).searchParams.has("code"));
  });
}

test("authorize: a nonce beyond 512 characters or ASCII, and a doubled parameter, are a page", async (t) => {
  const standin = await standinOf(t);
  const doubled = urlOf(standin);
  doubled.searchParams.append("state", "s".repeat(32));
  for (const url of [urlOf(standin, { nonce: "n".repeat(513) }), urlOf(standin, { nonce: "é".repeat(32) }), doubled]) {
    await assert.rejects(signIn(url, "state-agent"), isRefused("Y000400"));
  }
  assert.ok((await signIn(urlOf(standin, { nonce: "n".repeat(512) }), "state-agent")).searchParams.has("code"));
});

test("authorize: unknown clients and addresses are pages of the library's names", async (t) => {
  const standin = await standinOf(t);
  await assert.rejects(signIn(urlOf(standin, { client_id: "nobody" }), "state-agent"), isRefused("oidc-provider-rendered-error:invalid_client"));
  await assert.rejects(
    signIn(urlOf(standin, { redirect_uri: "http://localhost:1/elsewhere" }), "state-agent"),
    isRefused("oidc-provider-rendered-error:invalid_redirect_uri"),
  );
});

test("authorize: what is sent back", async (t) => {
  const standin = await standinOf(t);
  const sent = [
    [{ code_challenge_method: undefined }, "invalid_request"], [{ code_challenge_method: "plain" }, "invalid_request"], [{ max_age: "soon" }, "invalid_request"],
    [{ prompt: "none login" }, "invalid_request"], [{ prompt: "select_account" }, "invalid_request"], [{ scope: "email" }, "invalid_request"],
    [{ scope: "openid phone" }, "invalid_scope"], [{ idp_hint: "nobody" }, "idp_hint_not_found"], [{ response_type: "none" }, "unsupported_response_type"],
    [{ response_mode: "jwt" }, "unsupported_response_mode"], [{ prompt: "none" }, "login_required"],
  ];
  for (const [changes, error] of sent) assert.equal(await errorOf(standin, changes), error, JSON.stringify(changes));
  for (const passes of [{}, { max_age: "10" }, { prompt: "login" }, { scope: "openid parachute" }, { idp_hint: IDP_HINTS[0] }]) {
    assert.equal(await errorOf(standin, passes), null, JSON.stringify(passes));
  }
});

test("response_mode is obeyed", async (t) => {
  const standin = await standinOf(t);
  const back = await signIn(urlOf(standin, { response_mode: "fragment" }), "state-agent");
  assert.ok(new URLSearchParams(back.hash.slice(1)).has("code"));
  assert.equal(back.searchParams.has("code"), false);
});

test("acr is there where it was asked for; acr_values alone is a wish", async (t) => {
  const standin = await standinOf(t);
  const acrOf = async (personId, changes) => (await signedIn(standin, personId, changes)).idToken.payload.acr;
  assert.equal(await acrOf("territorial-agent", {}), undefined);
  assert.equal(await acrOf("territorial-agent", { acr_values: "eidas3" }), "eidas1");
  assert.equal(await acrOf("territorial-agent", { claims: '{"id_token":{"acr":null}}' }), "eidas1");
});

test("an essential acr is judged by membership: a stronger level than the listed one fails", async (t) => {
  const standin = await standinOf(t);
  assert.equal(await errorOf(standin, essential("eidas1")), "access_denied");
  assert.equal(await errorOf(standin, essential("eidas1", "eidas2")), null);
  assert.equal(await errorOf(standin, essential("eidas1"), "two-factors"), "access_denied");
  assert.equal(await errorOf(standin, essential("eidas1", "eidas0-mfa"), "two-factors"), null);
  assert.equal(await errorOf(standin, { claims: '{"id_token":{"acr":{"essential":true,"value":"eidas2"}}}' }), null);
});

test("acr_values takes the essential list's place, even by weaker words", async (t) => {
  const standin = await standinOf(t);
  assert.equal(await errorOf(standin, { ...essential("eidas2"), acr_values: "eidas0" }, "self-declared"), null);
  assert.equal(await errorOf(standin, essential("eidas2"), "self-declared"), "access_denied");
});

test("an essential list of levels that nobody knows never ends; one known word is enough", async (t) => {
  const standin = await standinOf(t);
  const former = "https://proconnect.gouv.fr/assurance/self-asserted-2fa";
  await assert.rejects(signIn(urlOf(standin, essential(former)), "two-factors"), isRefused("sign_in_never_ends"));
  assert.equal(await errorOf(standin, essential(former, "eidas0-mfa"), "two-factors"), null);
});

test("amr comes by the claims parameter, without an authorisation, where the identity provider gives it", async (t) => {
  const standin = await standinOf(t);
  const amrOf = async (personId, changes) => (await signedIn(standin, personId, changes)).idToken.payload.amr;
  const asked = { claims: '{"id_token":{"amr":null}}' };
  assert.deepEqual(await amrOf("two-factors", asked), ["pwd", "otp", "mfa"]);
  assert.equal(await amrOf("self-declared", asked), undefined);
  assert.equal(await amrOf("two-factors", {}), undefined);
});

test("the claims parameter brings a claim to either place, even without its scope", async (t) => {
  const standin = await standinOf(t);
  const { idToken, identity } = await signedIn(standin, "state-agent", { claims: '{"id_token":{"uid":null},"userinfo":{"phone_number":null}}' });
  assert.deepEqual([idToken.payload.uid, identity.payload.phone_number], ["mferrandon", "+33 1 99 00 12 34"]);
});

/** Written out: this is what federations/proconnect.mjs is judged by. */
const GRANTED = {
  "": [], given_name: ["given_name"], usual_name: ["usual_name"], email: ["email"], uid: ["uid"], siret: ["siret"], siren: ["siren"],
  organizational_unit: ["organizational_unit"], belonging_population: ["belonging_population"], phone: ["phone_number"],
  chorusdt: ["chorusdt:matricule", "chorusdt:societe"], idp_id: ["idp_id"], idp_acr: ["idp_acr"], organization_label: ["organization_label"],
  roles: ["roles"], custom: ["custom"], profile: [],
};

test("each scope grants its claims in userinfo, to whom is authorised", async (t) => {
  const standin = await standinOf(t, { metadata: { scope: ["openid", ...Object.keys(GRANTED).filter((scope) => scope !== "" && scope !== "profile")].join(" ") } });
  for (const [scope, claims] of Object.entries(GRANTED)) {
    const { identity } = await signedIn(standin, "state-agent", { scope: `openid ${scope}`.trim() });
    assert.deepEqual(memberNames(identity.payload), ["sub", ...claims].sort(), scope);
  }
});

test("PKCE is checked, and never replaces the secret", async (t) => {
  const standin = await standinOf(t);
  const redeemed = async (changes) => {
    const answer = await tokenRequest(standin, await signIn(urlOf(standin), "state-agent"), changes);
    return [answer.status, (await answer.json()).error];
  };
  assert.deepEqual(await redeemed(VERIFIER), [200, undefined]);
  assert.deepEqual(await redeemed({ code_verifier: "w".repeat(43) }), [400, "invalid_grant"]);
  assert.deepEqual(await redeemed({}), [400, "invalid_grant"]);
  assert.deepEqual(await redeemed({ ...VERIFIER, client_secret: undefined }), [401, "invalid_client"]);
});

test("a code serves for a minute, and once; a page's request leaves it unspent", async (t) => {
  const standin = await standinOf(t);
  const late = await signIn(urlOf(standin), "state-agent");
  standin.elapse(61);
  assert.equal((await (await tokenRequest(standin, late, VERIFIER)).json()).error, "invalid_grant");
  const callback = await signIn(urlOf(standin), "state-agent");
  standin.elapse(50);
  const page = await tokenRequest(standin, callback, VERIFIER, { origin: "http://localhost:8787" });
  assert.deepEqual([page.status, (await page.json()).error], [400, "invalid_request"]);
  assert.equal((await tokenRequest(standin, callback, VERIFIER)).status, 200);
  assert.equal((await (await tokenRequest(standin, callback, VERIFIER)).json()).error, "invalid_grant");
});

test("a refresh token gives a new ID token", async (t) => {
  const standin = await standinOf(t);
  const { answer } = await signedIn(standin, "state-agent");
  const body = new URLSearchParams({ grant_type: "refresh_token", refresh_token: answer.refresh_token, client_id: CLIENT_ID, client_secret: CLIENT_SECRET });
  const refreshed = await (await fetch(`${standin.issuer}/token`, { method: "POST", body })).json();
  assert.ok(refreshed.id_token && refreshed.id_token !== answer.id_token);
});

test("single sign-on goes on without a page, silently too; a strong essential level and another's hint ask anew", async (t) => {
  const standin = await standinOf(t);
  const browser = createBrowser();
  const codeOf = async (changes, ...choices) => (await browser.signIn(urlOf(standin, changes), ...choices)).searchParams.has("code");
  await browser.signIn(urlOf(standin), "state-agent");
  assert.ok(await codeOf({}));
  assert.ok(await codeOf({ prompt: "none" }));
  assert.ok(await codeOf({ prompt: "login" }), "login forces nothing");
  assert.ok(await codeOf({ login_hint: "maelys.ferrandon@ministere.example" }));
  for (const changes of [{ login_hint: "Maelys.Ferrandon@ministere.example" }, { idp_hint: IDP_HINTS[1] }, { ...essential("eidas2"), prompt: "none" }]) {
    await assert.rejects(codeOf(changes), RangeError, JSON.stringify(changes));
    assert.ok(await codeOf(changes, "state-agent"));
  }
  standin.elapse(12 * 3600 + 1);
  await assert.rejects(codeOf({}), RangeError);
});

test("consent alone costs the ID token its auth_time", async (t) => {
  const standin = await standinOf(t);
  assert.equal((await signedIn(standin, "state-agent", { prompt: "consent" })).idToken.payload.auth_time, undefined);
  assert.equal(typeof (await signedIn(standin, "state-agent")).idToken.payload.auth_time, "number");
});

test("signing out: by hint or client_id, with a state, by GET; userinfo fails after it", async (t) => {
  const standin = await standinOf(t);
  const browser = createBrowser();
  const callback = await browser.signIn(urlOf(standin), "state-agent");
  const answer = await (await tokenRequest(standin, callback, VERIFIER)).json();
  const addressOf = (parameters) => `${standin.issuer}/session/end?${new URLSearchParams(parameters)}`;
  const asked = { id_token_hint: answer.id_token, post_logout_redirect_uri: POST_LOGOUT_URI, state: "s" };
  await assert.rejects(signOut(addressOf({ ...asked, state: "" })), isRefused("oidc-provider-rendered-error:invalid_request"));
  await assert.rejects(
    signOut(addressOf({ ...asked, post_logout_redirect_uri: REDIRECT_URI })), isRefused("oidc-provider-rendered-error:invalid_request"),
  );
  assert.equal((await fetch(`${standin.issuer}/session/end`, { method: "POST", body: new URLSearchParams(asked) })).status, 400);
  const { id_token_hint: _, ...without } = asked;
  assert.equal(await signOut(addressOf(without)), undefined, "without hint and client_id the return address is ignored");
  assert.equal((await signOut(addressOf({ ...without, client_id: CLIENT_ID }))).href, `${POST_LOGOUT_URI}?state=s`);

  assert.equal((await userinfo(standin, answer.access_token)).status, 200);
  assert.equal((await browser.signOut(addressOf(asked))).href, `${POST_LOGOUT_URI}?state=s`);
  const gone = await userinfo(standin, answer.access_token);
  assert.deepEqual([gone.status, (await gone.json()).error], [500, "server_error"]);
});

test("a sign-in that ends on a page of ProConnect's has no way back", async (t) => {
  const standin = await standinOf(t);
  await assert.rejects(signIn(urlOf(standin), "agents-only"), (error) => error instanceof StandinRefusal && error.code === "Y500015");
  assert.equal(await errorOf(standin, {}, "cancel"), "access_denied");
});
