/**
 * Encrypted tokens under a content key that the test knows.
 *
 * In: header, encrypted key, content key, plaintext. Out: a compact JWE. Never: code of the library.
 */
import { webcrypto } from "node:crypto";

const base64url = (bytes) => Buffer.from(bytes).toString("base64url");

/** RFC 7516 §5.1, with AES-GCM; the header is an object, or base64url that stands already. */
export async function seal({ header, encryptedKey, contentKey, plaintext }) {
  const protectedHeader = typeof header === "string" ? header : base64url(JSON.stringify(header));
  const iv = webcrypto.getRandomValues(new Uint8Array(12));
  const key = await webcrypto.subtle.importKey("raw", contentKey, "AES-GCM", false, ["encrypt"]);
  const algorithm = { name: "AES-GCM", iv, additionalData: Buffer.from(protectedHeader) };
  const sealed = Buffer.from(await webcrypto.subtle.encrypt(algorithm, key, Buffer.from(plaintext)));
  return [protectedHeader, base64url(encryptedKey), base64url(iv), base64url(sealed.subarray(0, -16)), base64url(sealed.subarray(-16))].join(".");
}
