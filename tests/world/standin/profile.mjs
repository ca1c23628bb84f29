/**
 * What FranceConnect+ lays down for everybody, as data: lifetimes, algorithms, assurance levels.
 *
 * In: nothing. Out: constants, and the reading of `acr_values`.
 * Never: a decision about one client, one person or one request.
 */

/**
 * Seconds. The grant counts from the person's click, so a code and the userinfo that follows it have 30 seconds in all, whatever the
 * access token says of itself. `session` is FC+'s own: the time for one step, and for single sign-on after the last one.
 */
export const LIFETIMES = Object.freeze({
  code: 30,
  grant: 30,
  accessToken: 60,
  idToken: 60,
  session: 600,
  jwksCache: 600,
});

/** What FC+ waits for a client's `jwks_uri`. */
export const JWKS_TIMEOUT_MS = 6000;

export const SIGNING_ALG = "ES256";
export const ENCRYPTION_ALGS = Object.freeze(["ECDH-ES", "RSA-OAEP", "RSA-OAEP-256"]);
export const ENCRYPTION_ENC = "A256GCM";
/** What discovery promises. FC+ then authenticates every client by the first (clients.mjs). */
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

/** On every answer: callbacks have no referrer, no page has an opener elsewhere, none lies in a frame. */
export const HEADERS = Object.freeze({
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "x-frame-options": "SAMEORIGIN",
});

/** oidc-provider's session. Cookies of one host are shared by all its ports: names of the stand-in's keep them apart from the application's. */
export const SESSION_COOKIE = "standin_session";

/** Identity providers that `idp_hint` may name, where a client has no list of its own. They are invented, as the persons are. */
export const IDP_HINTS = Object.freeze(["5c2f0f0e-9a53-4c55-8f5e-3c1d7a9b6e21", "b7d1c9a4-6e0f-4f7a-9b1d-2a4c8e5f7031"]);

/** From the lowest to the highest. FC+ serves the last two; the first is known, and refused. */
const LEVELS = Object.freeze(["eidas1", "eidas2", "eidas3"]);
export const SERVED_LEVELS = Object.freeze(["eidas2", "eidas3"]);

/** The only level of single sign-on. */
export const SINGLE_SIGN_ON_LEVEL = "eidas2";

/** The level that a request demands: the lowest of the known ones; where none is known, the highest. */
export function demandedLevel(acrValues) {
  const named = new Set(acrValues.split(" "));
  return LEVELS.find((level) => named.has(level)) ?? LEVELS.at(-1);
}

export const reaches = (level, demanded) => LEVELS.indexOf(level) >= LEVELS.indexOf(demanded);
