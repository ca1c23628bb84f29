// A signature, by the host's WebCrypto: RS256, PS256, EdDSA.
// Comes in: a public key that the core has checked, what was signed, the signature. Goes out: whether it holds; `undefined` where this host
// cannot say it. Never: an algorithm that a token chose, or a reason.

import type { Verification } from "#edge";

const NAMES = { RS256: "RSASSA-PKCS1-v1_5", PS256: "RSA-PSS", EdDSA: "Ed25519" } as const;

/** Whether the signature is the key's over the message. */
export async function holds({ alg, jwk, message, signature }: Verification): Promise<boolean | undefined> {
  // RFC 7518 §3.5: the salt is as long as the hash. A member that an algorithm has no use for is not looked at.
  const algorithm = { name: NAMES[alg], hash: "SHA-256", saltLength: 32 };
  try {
    const { subtle } = crypto;
    return await subtle.verify(algorithm, await subtle.importKey("jwk", JSON.parse(jwk), algorithm, false, ["verify"]), signature, message);
  } catch {
    return undefined;
  }
}
