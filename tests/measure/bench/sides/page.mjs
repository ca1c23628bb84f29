/**
 * The browser's Wasm module, verifying an ID token of FranceConnect+'s: in Node and in Chromium.
 *
 * In: the module as the package loads it; the provider's documents; tokens. Out: the login's nonce, then what the ID token says of the
 * person's authentication. Never: a verification without a login: the nonce is one that the module made.
 *
 * The public API verifies inside `finish`, which also asks the network: so these are the calls that `finish` makes
 * (pkg/src/browser-verified/verification.ts), for a provider that does not encrypt. All of them are synchronous.
 */
import { assuranceOf } from "./assurance.mjs";

export function createOurs({ Answer, Page, PageCallback, Provider, ProviderKeys, SignedToken }) {
  const answer = (content) => new Answer(200, "application/json", new TextEncoder().encode(JSON.stringify(content)));
  let documents;
  let provider;
  let tokens;
  let keys;

  const side = {
    begin(given) {
      documents = given;
      const { issuer, clientId, redirectUri, discovery } = given;
      provider = Provider.discovered("oidc", issuer, "client_secret_post", answer(discovery));
      const page = new Page(provider, { clientId, redirectUri, acr: "eidas2" });
      const { url, state, pending } = page.login(provider, {});
      const query = new URLSearchParams({ code: "c", state, iss: issuer });
      tokens = PageCallback.read(String(query), pending).check(provider).readTokens(answer(given.tokenAnswer));
      side.fresh();
      return new URL(url).searchParams.get("nonce");
    },

    fresh() {
      keys?.free();
      keys = ProviderKeys.read(answer(documents.jwks));
    },

    verify(token) {
      const received = SignedToken.received(provider, token);
      return assuranceOf(received, tokens.verifyAt(received, keys, provider, Math.floor(Date.now() / 1000)));
    },
  };
  return side;
}
