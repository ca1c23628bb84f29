/**
 * The edge's Wasm module, verifying an ID token of FranceConnect+'s: in workerd and in Node.
 *
 * In: the module as the package loads it; the provider's documents; tokens. Out: the login's nonce, then what the ID token says of the
 * person's authentication. Never: a verification without a login: the nonce is one that the module made.
 *
 * These are the calls that the callback makes (pkg/src/worker/sign-in.ts), for a provider that does not encrypt. The decryption
 * before it is not synchronous, and has nothing to do here.
 */
import { decrypted } from "../../../../pkg/dist/worker/decryption.js";
import { assuranceOf } from "./assurance.mjs";

export function createOurs({ Answer, Edge, Provider, ProviderKeys }) {
  const answer = (content) => new Answer(200, "application/json", new TextEncoder().encode(JSON.stringify(content)));
  let documents;
  let edge;
  let provider;
  let tokens;
  let keys;

  const side = {
    async begin(given) {
      documents = given;
      const { issuer, clientId, clientSecret, redirectUri, discovery } = given;
      edge = await Edge.create({
        FC_PRESET: "oidc", FC_ISSUER: issuer, FC_CLIENT_ID: clientId, FC_CLIENT_SECRET: clientSecret, FC_ACR: "eidas2", FC_REDIRECT_URI: redirectUri,
        SESSION_KEYS: JSON.stringify(["A".repeat(43)]),
      });
      provider = Provider.discovered("oidc", issuer, "client_secret_post", answer(discovery));
      const { location, cookies } = edge.login(provider, new URL(redirectUri).origin, "/auth", {}, "");
      const { searchParams } = new URL(location);
      const query = new URLSearchParams({ code: "c", state: searchParams.get("state"), iss: issuer });
      tokens = edge.callback(String(query), cookies[0].split(";")[0]).check(provider).readTokens(answer(given.tokenAnswer));
      side.fresh();
      return searchParams.get("nonce");
    },

    fresh() {
      keys?.free();
      keys = ProviderKeys.read(answer(documents.jwks));
    },

    async verify(token) {
      const received = await decrypted(edge, provider, token);
      return assuranceOf(received, tokens.verify(received, keys, provider));
    },
  };
  return side;
}
