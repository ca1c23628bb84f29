/**
 * Provider and client, whatever the time: their names, their keys, the discovery document.
 *
 * In: nothing. Out: plain data, and keys that are new in every run. Never: a clock; a token's times are its maker's.
 */
import { generateKeyPairSync } from "node:crypto";

export const ISSUER = "https://fc.example/api/v2";
export const CLIENT_ID = "our-client";
export const CLIENT_SECRET = "s".repeat(32);
export const ORIGIN = "https://service.example";
export const REDIRECT_URI = `${ORIGIN}/auth/callback`;
export const ACCESS_TOKEN = "the-access-token";
export const SUB = "b6048e95bb134ec5b1d1e1fa69f287172e91722b9354d637a1bcf2ebb0fd2ef5v1";

/** A signing key of the provider, with its public JWK. */
export function signingKey(kid, namedCurve = "P-256") {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve });
  const alg = { "P-256": "ES256", "P-384": "ES384", secp256k1: "ES256K" }[namedCurve];
  return { kid, privateKey, publicKey, jwk: { ...publicKey.export({ format: "jwk" }), kid, alg, use: "sig" } };
}

/** A decryption key of ours, with its private JWK. */
export function decryptionKey(alg) {
  const { privateKey, publicKey } =
    alg === "ECDH-ES" ? generateKeyPairSync("ec", { namedCurve: "P-256" }) : generateKeyPairSync("rsa", { modulusLength: 2048 });
  const kid = `our-${alg.toLowerCase()}`;
  return { kid, alg, privateKey, publicKey, jwk: { ...privateKey.export({ format: "jwk" }), kid, alg, use: "enc" } };
}

/** What the token endpoint answers. */
export const tokenDocument = (idToken) => ({ access_token: ACCESS_TOKEN, token_type: "Bearer", id_token: idToken });

export const discoveryDocument = () => ({
  issuer: ISSUER,
  authorization_endpoint: `${ISSUER}/authorize`,
  token_endpoint: `${ISSUER}/token`,
  userinfo_endpoint: `${ISSUER}/userinfo`,
  jwks_uri: `${ISSUER}/jwks`,
  end_session_endpoint: `${ISSUER}/session/end`,
  response_types_supported: ["code"],
  subject_types_supported: ["pairwise"],
  id_token_signing_alg_values_supported: ["ES256"],
  id_token_encryption_alg_values_supported: ["ECDH-ES", "RSA-OAEP", "RSA-OAEP-256"],
  id_token_encryption_enc_values_supported: ["A256GCM"],
  token_endpoint_auth_methods_supported: ["client_secret_post", "private_key_jwt"],
  code_challenge_methods_supported: ["S256"],
  authorization_response_iss_parameter_supported: true,
});

/** The same of a provider that says everything in the ID token. */
export function discoveryDocumentWithoutUserinfo() {
  const { userinfo_endpoint: _, ...others } = discoveryDocument();
  return others;
}
