/**
 * Keys and secrets for a test deployment, made anew for each.
 *
 * In: which kinds. Out: private JWKs, session keys, a client secret. Never: a key that is written down.
 */
import { randomBytes } from "node:crypto";
import { exportJWK, generateKeyPair } from "jose";

/** The three encryption algorithms of FranceConnect+. */
export const ENCRYPTION_ALGORITHMS = ["ECDH-ES", "RSA-OAEP", "RSA-OAEP-256"];

/** A private JWK for decryption. */
export async function decryptionKey(alg, kid = `test-${alg.toLowerCase()}`) {
  return { ...(await privateJwk(alg)), kid, alg, use: "enc" };
}

/** A private JWK that signs with ES256: for `private_key_jwt`, and for a gateway. */
export async function clientKey(kid = "test-client") {
  return { ...(await privateJwk("ES256")), kid, alg: "ES256", use: "sig" };
}

export const sessionKey = () => randomBytes(32).toString("base64url");
export const clientSecret = () => randomBytes(32).toString("hex");

async function privateJwk(alg) {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  return exportJWK(privateKey);
}

/** The public half of a private JWK. */
export function publicJwk({ kty, crv, x, y, n, e, kid, alg, use }) {
  return JSON.parse(JSON.stringify({ kty, crv, x, y, n, e, kid, alg, use }));
}
