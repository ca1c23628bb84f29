/** The three guards: every rule beside a request that differs from the refused one in that rule alone. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { authorizeUrl, CLIENT_ID, CLIENT_SECRET, standinFor, tokenRequest } from "./fixture.mjs";
import { signIn } from "./index.mjs";

const ask = (url) => fetch(url, { redirect: "manual" });

async function assertRefused(url, reason) {
  const response = await ask(url);
  assert.equal(response.status, 400);
  assert.match(response.headers.get("content-type"), /^text\/html/);
  assert.equal(response.headers.get("location"), null);
  const page = await response.text();
  assert.match(page, /data-error-code="Y030007"/);
  assert.match(page, reason);
}

async function assertPasses(url) {
  const response = await ask(url);
  assert.equal(response.status, 303);
  assert.match(response.headers.get("location"), /\/api\/v2\/interaction\//);
}

test("authorize: a request with the required parameters passes", async (t) => {
  const { standin } = await standinFor(t);
  await assertPasses(authorizeUrl(standin));
});

for (const name of ["client_id", "redirect_uri", "scope", "state", "nonce", "acr_values", "response_type"]) {
  test(`authorize: ${name} is required`, async (t) => {
    const { standin } = await standinFor(t);
    await assertRefused(authorizeUrl(standin, { [name]: undefined }), new RegExp(`${name} is required`));
    await assertRefused(authorizeUrl(standin, { [name]: "" }), new RegExp(`${name} is required`));
    await assertPasses(authorizeUrl(standin));
  });
}

for (const [name, value] of Object.entries({
  code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
  code_challenge_method: "S256",
  response_mode: "query",
  max_age: "300",
  login_hint: "someone",
  request: "a.b.c",
  resource: "https://api.example",
})) {
  test(`authorize: ${name} is refused`, async (t) => {
    const { standin } = await standinFor(t);
    await assertRefused(authorizeUrl(standin, { [name]: value }), new RegExp(`${name} is not allowed`));
    await assertPasses(authorizeUrl(standin));
  });
}

for (const [name, value] of Object.entries({
  claims: '{"id_token":{"amr":{"essential":true}}}', idp_hint: "un-fournisseur", ui_locales: "fr", prompt: "login",
})) {
  test(`authorize: ${name} is allowed`, async (t) => {
    const { standin } = await standinFor(t);
    await assertPasses(authorizeUrl(standin, { [name]: value }));
  });
}

for (const name of ["state", "nonce"]) {
  test(`authorize: ${name} has at least 22 characters`, async (t) => {
    const { standin } = await standinFor(t);
    await assertRefused(authorizeUrl(standin, { [name]: "a".repeat(21) }), new RegExp(`${name} is shorter than 22`));
    await assertPasses(authorizeUrl(standin, { [name]: "a".repeat(22) }));
  });
}

test("authorize: a doubled parameter is refused", async (t) => {
  const { standin } = await standinFor(t);
  const url = authorizeUrl(standin);
  url.searchParams.append("state", url.searchParams.get("state"));
  await assertRefused(url, /state must be given once/);
  await assertPasses(authorizeUrl(standin));
});

test("authorize: prompt is login, consent, or both", async (t) => {
  const { standin } = await standinFor(t);
  for (const prompt of ["none", "select_account", "login none", "login login", ""]) {
    await assertRefused(authorizeUrl(standin, { prompt }), /prompt must be login, consent, or both/);
  }
  for (const prompt of ["login", "consent", "login consent", "consent login"]) {
    await assertPasses(authorizeUrl(standin, { prompt }));
  }
});

test("authorize: the lowest known level counts, and eidas1 is refused", async (t) => {
  const { standin } = await standinFor(t);
  for (const acr of ["eidas1", "eidas1 eidas3", "unknown"]) {
    await assertRefused(authorizeUrl(standin, { acr_values: acr }), /acr_values must demand eidas2 or eidas3/);
  }
  for (const acr of ["eidas2", "eidas3", "eidas3 eidas2", "unknown eidas3"]) {
    await assertPasses(authorizeUrl(standin, { acr_values: acr }));
  }
});

const endSession = (standin, parameters) => ask(`${standin.issuer}/session/end?${new URLSearchParams(parameters)}`);

test("session/end: id_token_hint is required", async (t) => {
  const { standin } = await standinFor(t);
  const without = await endSession(standin, { state: "s" });
  assert.equal(without.status, 400);
  assert.match(await without.text(), /id_token_hint is required/);
  // Passing the guard, the hint is read, and found not to be a token.
  assert.match(await (await endSession(standin, { id_token_hint: "h", state: "s" })).text(), /could not decode id_token_hint/);
});

test("session/end: only its six parameters are allowed", async (t) => {
  const { standin } = await standinFor(t);
  const allowed = { id_token_hint: "h", state: "s", post_logout_redirect_uri: "http://x", client_id: "c", logout_hint: "l", ui_locales: "fr" };
  const refused = await endSession(standin, { ...allowed, redirect: "x" });
  assert.equal(refused.status, 400);
  assert.match(await refused.text(), /redirect is not allowed/);
  assert.match(await (await endSession(standin, allowed)).text(), /could not decode id_token_hint/);
});

const TOKEN = "t".repeat(43);
const revoke = (standin, form) => fetch(`${standin.issuer}/token/revocation`, { method: "POST", body: new URLSearchParams(form) });

test("revocation: exactly token, client_id and client_secret", async (t) => {
  const { standin } = await standinFor(t);
  const exact = { token: TOKEN, client_id: CLIENT_ID, client_secret: CLIENT_SECRET };
  assert.equal((await revoke(standin, exact)).status, 200);

  for (const extra of [{ token_type_hint: "access_token" }, { client_assertion: "a.b.c" }, { client_assertion_type: "x" }]) {
    const response = await revoke(standin, { ...exact, ...extra });
    assert.equal(response.status, 400);
    assert.equal((await response.json()).error_description, `${Object.keys(extra)[0]} is not allowed`);
  }
  for (const name of Object.keys(exact)) {
    const { [name]: _, ...rest } = exact;
    const response = await revoke(standin, rest);
    assert.equal(response.status, 400);
    assert.equal((await response.json()).error_description, `${name} is required`);
  }
});

test("revocation: lengths of token and client_secret", async (t) => {
  const { standin } = await standinFor(t);
  const exact = { token: TOKEN, client_id: CLIENT_ID, client_secret: CLIENT_SECRET };
  const short = async (name, length) => {
    const response = await revoke(standin, { ...exact, [name]: "x".repeat(length) });
    return [response.status, (await response.json()).error_description];
  };
  assert.deepEqual(await short("token", 42), [400, "token is shorter than 43 characters"]);
  assert.deepEqual(await short("client_secret", 31), [400, "client_secret is shorter than 32 characters"]);
  // Long enough for the guard, wrong for the provider: another answer, so the guard let it pass.
  assert.deepEqual((await short("client_secret", 32))[0], 401);
  assert.equal((await revoke(standin, exact)).status, 200);
});

test("revocation: a revoked access token opens no userinfo any more", async (t) => {
  const { standin } = await standinFor(t);
  const answer = await (await tokenRequest(standin, await signIn(authorizeUrl(standin), "married-name"))).json();
  const ask = () => fetch(`${standin.issuer}/userinfo`, { headers: { authorization: `Bearer ${answer.access_token}` } });
  assert.equal((await ask()).status, 200);
  assert.equal((await revoke(standin, { token: answer.access_token, client_id: CLIENT_ID, client_secret: CLIENT_SECRET })).status, 200);
  assert.equal((await ask()).status, 401);
});
