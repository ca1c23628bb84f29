/**
 * What FranceConnect+ lays down for everybody, as data: lifetimes, algorithms, assurance levels.
 *
 * In: nothing. Out: constants, and the reading of `acr_values`.
 * Never: a decision about one client, one person or one request.
 */

/** Seconds. */
export const LIFETIMES = Object.freeze({
  code: 30,
  accessToken: 60,
  idToken: 60,
  session: 600,
  jwksCache: 600,
});

export const SIGNING_ALG = "ES256";
export const ENCRYPTION_ALGS = Object.freeze(["ECDH-ES", "RSA-OAEP", "RSA-OAEP-256"]);
export const ENCRYPTION_ENC = "A256GCM";
export const CLIENT_AUTH_METHODS = Object.freeze(["client_secret_post", "private_key_jwt"]);

/** Path of the issuer below its origin; every endpoint hangs from it. */
export const MOUNT = "/api/v2";

export const ROUTES = Object.freeze({
  authorization: "/authorize",
  token: "/token",
  userinfo: "/userinfo",
  jwks: "/jwks",
  end_session: "/session/end",
  revocation: "/token/revocation",
});

/** From the lowest to the highest. FC+ serves the last two; the first is known, and refused. */
const LEVELS = Object.freeze(["eidas1", "eidas2", "eidas3"]);
export const SERVED_LEVELS = Object.freeze(["eidas2", "eidas3"]);

/**
 * The level that a request demands: the lowest of the known ones, since any of them would satisfy the client.
 * Unknown values are ignored; where only unknown ones are left, nothing was demanded and the answer is `undefined`.
 */
export function demandedLevel(acrValues) {
  const named = new Set(acrValues.split(" "));
  return LEVELS.find((level) => named.has(level));
}
