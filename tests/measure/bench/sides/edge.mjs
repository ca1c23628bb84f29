/**
 * The edge's Wasm module, verifying an ID token of FranceConnect+'s: in workerd and in Node.
 *
 * In: the module as the package loads it; the provider's documents; tokens. Out: the login's nonce, then what the ID token says of the
 * person's authentication. Never: a verification without a login: the nonce is one that the module made.
 *
 * These are the sign-ins that the callback serves (pkg/src/worker/sign-in.ts), of a provider that neither encrypts nor has userinfo: once it is given
 * the keys, nothing but the verification is left of one.
 */
import { loginAt, sessionOf } from "../../../world/handmade/edge-login.mjs";
import { answer, served } from "../../../world/handmade/served.mjs";

export function createOurs({ Edge, ProviderKeys }) {
  let documents;
  let edge;
  let login;
  let keys;

  const side = {
    async begin(given) {
      documents = given;
      const { issuer, clientId, clientSecret, redirectUri, discovery } = given;
      edge = Edge.read({
        FC_PRESET: "oidc", FC_ISSUER: issuer, FC_CLIENT_ID: clientId, FC_CLIENT_SECRET: clientSecret, FC_ACR: "eidas2", FC_REDIRECT_URI: redirectUri,
        SESSION_KEYS: JSON.stringify(["A".repeat(43)]),
      });
      const { status, contentType, body } = answer(JSON.stringify(discovery));
      login = loginAt(edge, edge.discovered(status, contentType, body), new URL(redirectUri).origin);
      side.fresh();
      return login.nonce;
    },

    fresh() {
      keys?.free();
      const { status, contentType, body } = answer(JSON.stringify(documents.jwks));
      keys = ProviderKeys.read(status, contentType, body);
    },

    /** A sign-in that has this token and wants the keys. */
    async ready(token) {
      const machine = login.signIn();
      await served(machine, { token: answer(JSON.stringify({ ...documents.tokenAnswer, id_token: token })) });
      return machine;
    },

    async verify(machine) {
      await served(machine, { keys });
      return machine;
    },

    assurance: (machine) => sessionOf(edge, login, machine).assurance,

    drop: (machine) => machine.free(),
  };
  return side;
}
