/**
 * The browser's Wasm module, verifying an ID token of FranceConnect+'s: in Node and in Chromium.
 *
 * In: the module as the package loads it; the provider's documents; tokens. Out: the login's nonce, then what the ID token says of the
 * person's authentication. Never: a verification without a login: the nonce is one that the module made.
 *
 * The public API verifies inside `finish`, which also asks the network: so these are the sign-ins that `finish` serves
 * (pkg/src/browser-verified/index.ts), of a provider that neither encrypts nor has userinfo: once it is given the keys, nothing but the verification
 * is left of one.
 */
import { answer, served } from "../../../world/handmade/served.mjs";

export function createOurs({ Page, PageCallback, Provider, ProviderKeys }) {
  let documents;
  let provider;
  let query;
  let pending;
  let keys;

  const side = {
    begin(given) {
      documents = given;
      const { issuer, clientId, redirectUri, discovery } = given;
      const { status, contentType, body } = answer(JSON.stringify(discovery));
      provider = Provider.discovered("oidc", issuer, "/auth/exchange", undefined, undefined, status, contentType, body);
      const login = new Page(provider, { clientId, redirectUri, acr: "eidas2" }).login(provider, {});
      query = String(new URLSearchParams({ code: "c", state: login.state, iss: issuer }));
      pending = login.pending;
      side.fresh();
      return new URL(login.url).searchParams.get("nonce");
    },

    fresh() {
      keys?.free();
      const { status, contentType, body } = answer(JSON.stringify(documents.jwks));
      keys = ProviderKeys.read(status, contentType, body);
    },

    /** A sign-in that has this token and wants the keys. */
    async ready(token) {
      const machine = PageCallback.read(query, pending).signIn(provider, undefined);
      await served(machine, { token: answer(JSON.stringify({ ...documents.tokenAnswer, id_token: token })) });
      return machine;
    },

    async verify(machine) {
      await served(machine, { keys });
      return machine;
    },

    assurance: (machine) => machine.signedIn().assurance,

    drop: (machine) => machine.free(),
  };
  return side;
}
