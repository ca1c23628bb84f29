/** The three guards: every rule beside a request that differs from the refused one in that rule alone. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ASK_AMR, authorizeUrl, CLIENT_ID, CLIENT_SECRET, REDIRECT_URI, standinFor, tokenRequest, WITH_AMR } from "./fixture.mjs";
import { IDP_HINTS, signIn, StandinRefusal } from "./index.mjs";

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
  ...ASK_AMR, idp_hint: IDP_HINTS[0], ui_locales: "fr", prompt: "login",
})) {
  test(`authorize: ${name} is allowed`, async (t) => {
    const { standin } = await standinFor(t, { metadata: WITH_AMR });
    await assertPasses(authorizeUrl(standin, { [name]: value }));
  });
}

test("authorize: nonce has at least 22 characters, state has no least length", async (t) => {
  const { standin } = await standinFor(t);
  await assertRefused(authorizeUrl(standin, { nonce: "a".repeat(21) }), /nonce is shorter than 22/);
  await assertPasses(authorizeUrl(standin, { nonce: "a".repeat(22) }));
  await assertPasses(authorizeUrl(standin, { state: "a" }));
});

test("authorize: a redirect_uri is https on a host with a dot; the loopback passes outside of the strict mode only", async (t) => {
  const registered = { redirect_uris: ["https://service.example/auth/callback", REDIRECT_URI] };
  for (const [strict, assertLoopback] of [[true, (url) => assertRefused(url, /redirect_uri must be https, on a host with a dot/)], [false, assertPasses]]) {
    const { standin } = await standinFor(t, { metadata: { ...registered, sector_identifier_uri: "https://service.example/hosts.json" }, strict });
    await assertPasses(authorizeUrl(standin, { redirect_uri: "https://service.example/auth/callback" }));
    await assertLoopback(authorizeUrl(standin));
    for (const redirect_uri of ["http://service.example/auth/callback", "https://service/auth/callback", "https://10.0.0.1/x", "service.example", "a:b"]) {
      await assertRefused(authorizeUrl(standin, { redirect_uri }), /redirect_uri must be https, on a host with a dot/);
    }
  }
});

test("authorize: an unknown client, and a URI of somebody else's, end on a page with a code of their own", async (t) => {
  const { standin } = await standinFor(t);
  for (const [changes, code] of [[{ client_id: "nobody" }, "Y04EA6EF"], [{ redirect_uri: "http://localhost:1/elsewhere" }, "Y04C013C"]]) {
    const refused = await ask(authorizeUrl(standin, changes));
    assert.deepEqual([refused.status, refused.headers.get("location")], [400, null]);
    assert.match(await refused.text(), new RegExp(`data-error-code="${code}"`));
  }
  await assertPasses(authorizeUrl(standin));
});

test("authorize: a form is read like a query, but for idp_hint", async (t) => {
  const { standin } = await standinFor(t);
  const post = (changes) => {
    const { searchParams: body } = authorizeUrl(standin, changes);
    return fetch(`${standin.issuer}/authorize`, { method: "POST", body, redirect: "manual" });
  };
  assert.equal((await post({})).status, 303);
  assert.equal((await post({ code_challenge: "c" })).status, 400);
  const { headers } = await post({ idp_hint: "unknown" });
  const cookie = headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
  const page = await fetch(new URL(headers.get("location"), standin.origin), { headers: { cookie }, redirect: "manual" });
  assert.equal(page.status, 200);
});

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

/** The error with which the browser is sent back, or none. */
async function errorOf(standin, changes) {
  const { searchParams: back } = await signIn(authorizeUrl(standin, changes), "married-name");
  assert.equal(back.get("iss"), standin.issuer);
  return back.get("error");
}

test("authorize: the lowest known level counts, unknown ones alone mean eidas3, and eidas1 comes back as invalid_acr", async (t) => {
  const { standin } = await standinFor(t);
  for (const acr of ["eidas1", "eidas1 eidas3", "eidas3 unknown eidas1"]) assert.equal(await errorOf(standin, { acr_values: acr }), "invalid_acr", acr);
  for (const [acr, demanded] of [["eidas2", "eidas2"], ["eidas3", "eidas3"], ["eidas3 eidas2", "eidas2"], ["unknown eidas2", "eidas2"], ["unknown", "eidas3"]]) {
    assert.equal(await errorOf(standin, { acr_values: acr }), null, acr);
    // A person at eidas2 tells the two demands apart.
    const { searchParams: back } = await signIn(authorizeUrl(standin, { acr_values: acr }), "level-eidas2");
    assert.equal(back.has("code"), demanded === "eidas2", acr);
  }
});

test("authorize: idp_hint names a provider of FC+'s list, or of the client's own", async (t) => {
  const { standin } = await standinFor(t);
  assert.equal(await errorOf(standin, { idp_hint: "un-fournisseur" }), "invalid_idp_hint");
  assert.equal(await errorOf(standin, { idp_hint: IDP_HINTS[1] }), null);
  const { standin: narrower } = await standinFor(t, { metadata: { allowed_idp_hints: ["un-fournisseur"] } });
  assert.equal(await errorOf(narrower, { idp_hint: "un-fournisseur" }), null);
  assert.equal(await errorOf(narrower, { idp_hint: IDP_HINTS[1] }), "invalid_idp_hint");
});

test("authorize: what FC+ sends back by itself, a response_type's answer in the fragment", async (t) => {
  const { standin } = await standinFor(t);
  assert.equal(await errorOf(standin, { scope: "profile" }), "invalid_request");
  assert.equal(await errorOf(standin, { claims: "{" }), "invalid_request");
  assert.equal(await errorOf(standin, { response_type: "none" }), "unsupported_response_type");
  const back = await signIn(authorizeUrl(standin, { response_type: "code id_token" }), "married-name");
  assert.equal(new URLSearchParams(back.hash.slice(1)).get("error"), "unsupported_response_type");
  assert.equal(back.searchParams.has("error"), false);
});

test("authorize: amr in the claims parameter needs the habilitation; without it a page ends the sign-in", async (t) => {
  const [{ standin: without }, { standin: having }] = [await standinFor(t), await standinFor(t, { metadata: WITH_AMR })];
  for (const claims of [ASK_AMR.claims, '{"userinfo":{"amr":null}}']) {
    const refused = await ask(authorizeUrl(without, { claims }));
    assert.deepEqual([refused.status, refused.headers.get("location")], [400, null]);
    const page = await refused.text();
    assert.match(page, /data-error-code="Y100009"/);
    assert.doesNotMatch(page, /data-back/);
    await assertPasses(authorizeUrl(having, { claims }));
  }
  await assertPasses(authorizeUrl(without, { claims: '{"id_token":{"acr":null}}' }));
});

test("authorize: another claim, or an essential acr that is not the one reached, never ends; the stand-in says so", async (t) => {
  const { standin } = await standinFor(t, { metadata: WITH_AMR });
  const never = [
    '{"id_token":{"family_name":null}}', '{"userinfo":{"email":{"essential":true}}}',
    '{"id_token":{"acr":{"essential":true,"value":"eidas2"}}}', '{"id_token":{"acr":{"essential":true}}}',
  ];
  for (const claims of never) {
    await assert.rejects(signIn(authorizeUrl(standin, { claims }), "married-name"), (error) =>
      error instanceof StandinRefusal && error.status === 400 && error.code === "sign_in_never_ends", claims);
  }
  const essential = '{"id_token":{"acr":{"essential":true}}}';
  assert.equal(await errorOf(standin, { claims: essential, acr_values: "eidas3" }), null);
  assert.equal(await errorOf(standin, { claims: '{"id_token":{"amr":null,"sub":null,"acr":null,"auth_time":null,"iss":null,"sid":null}}' }), null);
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

test("revocation: a token has no dot and no bracket, a secret is ASCII", async (t) => {
  const { standin } = await standinFor(t);
  const exact = { token: TOKEN, client_id: CLIENT_ID, client_secret: CLIENT_SECRET };
  for (const [changes, reason] of [
    [{ token: `${TOKEN}.a` }, "token is not an access token"], [{ token: `${TOKEN}[` }, "token is not an access token"],
    [{ client_secret: `${CLIENT_SECRET}é` }, "client_secret must be ASCII"],
  ]) {
    const response = await revoke(standin, { ...exact, ...changes });
    assert.deepEqual([response.status, await response.json()], [400, { error: "invalid_request", error_description: reason }]);
  }
  assert.equal((await revoke(standin, exact)).status, 200);
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
