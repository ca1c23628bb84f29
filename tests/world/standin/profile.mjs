/**
 * What all the federations have in common, as data: addresses, headers, encryption. What they differ in stands in federations/.
 *
 * In: nothing. Out: constants. Never: a decision about one client, one person or one request.
 */

/** What FC+ waits for a client's `jwks_uri`. */
export const JWKS_TIMEOUT_MS = 6000;

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
