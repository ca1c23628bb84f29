/**
 * What the version before sealed, made anew from its description in src/worker/seal/former.rs: no build of ours writes it any more.
 *
 * In: a key of SESSION_KEYS, issuer and client, the purpose, a text. Out: the sealed text. Never: code of the library.
 */
import { createCipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";

const VERSION = Buffer.from([2]);

export function sealedBefore(key, { issuer, clientId }, purpose, text, salt = randomBytes(24)) {
  const namespace = createHash("sha256");
  for (const part of [issuer, clientId]) {
    const length = Buffer.alloc(8);
    length.writeBigUInt64BE(BigInt(part.length));
    namespace.update(length).update(part);
  }
  const info = Buffer.concat([Buffer.from("fc-pivot seal v2 "), namespace.digest(), Buffer.from(purpose)]);
  const material = Buffer.from(hkdfSync("sha256", Buffer.from(key, "base64url"), salt, info, 44));
  const cipher = createCipheriv("aes-256-gcm", material.subarray(0, 32), material.subarray(32)).setAAD(VERSION);
  return Buffer.concat([VERSION, salt, cipher.update(text), cipher.final(), cipher.getAuthTag()]).toString("base64url");
}
