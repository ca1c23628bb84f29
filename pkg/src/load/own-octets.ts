// The host's cryptography on what was encrypted for us, by WebCrypto.
// Comes in: a key of ours with what came for it, or a content key with what it encrypted. Goes out: octets; `undefined` where it failed.
// Never: a word on why it failed (RFC 7516 §11.5); a content key that stays in JavaScript's memory once it was imported, or was refused.

import type { Decryption, KeyUse } from "#edge";

/** RFC 7518 §4.3: the content key that was encrypted for an RSA key. §4.6.2: Z, the x-coordinate of the point that was agreed on. */
export const used = ({ own, octets }: KeyUse): Promise<Uint8Array | undefined> =>
  orNothing(async (subtle) => {
    if (own.algorithm.name === "RSA-OAEP") return subtle.decrypt("RSA-OAEP", own, octets);
    const name = "ECDH";
    return subtle.deriveBits({ name, public: await subtle.importKey("raw", octets, { name, namedCurve: "P-256" }, false, []) }, own, 256);
  });

/** RFC 7518 §5.3: the plaintext, once its tag holds. */
export const decrypted = ({ key, iv, additional, sealed }: Decryption): Promise<Uint8Array | undefined> =>
  orNothing(async (subtle) => {
    const name = "AES-GCM";
    // Hosts may copy the key when they are asked, or later.
    const imported = await subtle.importKey("raw", key, name, false, ["decrypt"]).finally(() => key.fill(0));
    return subtle.decrypt({ name, iv, additionalData: additional }, imported, sealed);
  });

async function orNothing(act: (subtle: SubtleCrypto) => Promise<ArrayBuffer>): Promise<Uint8Array | undefined> {
  try {
    return new Uint8Array(await act(crypto.subtle));
  } catch {
    return undefined;
  }
}
