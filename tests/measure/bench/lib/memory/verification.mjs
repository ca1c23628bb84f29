/**
 * Verifications with the browser module, through the package's `finish`: an ID token in each sign-in, with
 * keys read anew.
 *
 * In: counts, as arguments. Out: the instance's bytes after each, as JSON. Never: a sign-in that is not a whole one.
 */
import "../../../../world/deployment/exhaustion.js";
import assert from "node:assert/strict";
import { browserVerified } from "fc-pivot/browser";
import { CLIENT_ID, startProvider, SUB } from "../../../../world/handmade/provider.mjs";
import { report } from "./grown.mjs";

const REDIRECT_URI = "https://service.example/signed-in";

const provider = await startProvider();
const kept = new Map();
globalThis.sessionStorage = {
  getItem: (key) => kept.get(key) ?? null,
  setItem: (key, value) => kept.set(key, value),
  removeItem: (key) => kept.delete(key),
};
const { issuer, fetch } = provider;
const auth = browserVerified({ preset: "oidc", issuer, clientId: CLIENT_ID, redirectUri: REDIRECT_URI, scope: "openid", fetch });

await report(async () => {
  const { identity } = await auth.finish(new URL(await provider.authorize(await auth.loginUrl())));
  assert.equal(identity.sub, SUB);
});
await provider.close();
