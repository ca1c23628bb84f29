/** Clients that work with other providers and not with FranceConnect+: each fails here, and the right one beside it signs in. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ASK_AMR, authorizeUrl, openToken, standinFor, tokenRequest, userinfo, WITH_AMR } from "./fixture.mjs";
import { signIn } from "./index.mjs";

const PKCE = { code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", code_challenge_method: "S256" };

/** A whole sign-in as this client does it: what it asks for, its headers, what it waits between the tokens and userinfo. */
async function outcome({ standin, rp }, { asks = {}, headers = {}, waits = 0 } = {}) {
  const callback = await signIn(authorizeUrl(standin, asks), "married-name").catch((error) => error);
  if (callback instanceof Error) return callback.code;
  const tokens = await tokenRequest(standin, callback, {}, headers);
  if (!tokens.ok) return (await tokens.json()).error;
  const { id_token: idToken, access_token: accessToken } = await tokens.json();
  standin.elapse(waits);
  const identity = await userinfo(standin, accessToken, headers);
  if (!identity.ok) return (await identity.json()).error;
  const [{ claims: one }, { claims: other }] = [await openToken(standin, rp, idToken), await openToken(standin, rp, await identity.text())];
  return one.sub === other.sub ? "signed in" : "mixed up";
}

for (const [name, wrong, refused] of [
  ["sends PKCE", { asks: PKCE }, "Y030007"],
  ["asks for amr without the right", { asks: ASK_AMR }, "Y100009"],
  ["sends Origin", { headers: { origin: "https://service.example" } }, "invalid_request"],
  ["asks userinfo late", { waits: 30 }, "invalid_token"],
  ["asks for a claim", { asks: { claims: '{"userinfo":{"email":null}}' } }, "sign_in_never_ends"],
  ["has a short nonce", { asks: { nonce: "short" } }, "Y030007"],
  ["asks for nothing but max_age", { asks: { max_age: "0" } }, "Y030007"],
]) {
  test(`a client that ${name} ends in ${refused}, the right one signs in`, async (t) => {
    const run = await standinFor(t);
    assert.equal(await outcome(run, wrong), refused);
    assert.equal(await outcome(run), "signed in");
  });
}

test("a client that asks for amr with the right, or is nearly late, signs in", async (t) => {
  const run = await standinFor(t, { metadata: WITH_AMR });
  assert.equal(await outcome(run, { asks: ASK_AMR }), "signed in");
  assert.equal(await outcome(run, { waits: 25 }), "signed in");
});
