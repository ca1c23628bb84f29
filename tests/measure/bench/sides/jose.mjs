/**
 * `jose`, verifying an ID token of FranceConnect+'s.
 *
 * In: the provider's documents, the login's nonce; tokens. Out: the claims. Never: a check less than ours: signature by a pinned algorithm,
 * iss, aud, exp, iat, nonce, acr.
 */
import { createLocalJWKSet, importJWK, jwtVerify } from "jose";

const REQUIRED = ["iss", "aud", "sub", "iat", "exp", "nonce", "acr", "auth_time"];
const LEVELS = ["eidas2", "eidas3"];

/** `how`: with a key set, as a provider publishes it, or with one key that was imported before. */
export function createJose(how) {
  let documents;
  let key;
  let options;

  const side = {
    async begin(given) {
      documents = given;
      options = { issuer: given.issuer, audience: given.clientId, algorithms: ["ES256"], clockTolerance: 30, requiredClaims: REQUIRED };
      await side.fresh();
    },

    async fresh() {
      key = how === "key set" ? createLocalJWKSet(documents.jwks) : await importJWK(documents.jwks.keys.at(-1), "ES256");
    },

    ready: (token) => token,

    async verify(token) {
      const { payload } = await jwtVerify(token, key, options);
      if (payload.nonce !== documents.nonce) throw new Error("nonce");
      if (!LEVELS.includes(payload.acr)) throw new Error("acr");
      return payload;
    },

    assurance: (payload) => payload,

    drop() {},
  };
  return side;
}
