/**
 * Tokens made by hand, octet by octet, so that anything can be wrong with them.
 *
 * In: header and content as text or octets, and keys. Out: compact tokens (RFC 7515 §7.1, RFC 7516 §7.1). Never: a check; jose's own
 * builders would refuse most of what is made here.
 */
import { constants, createCipheriv, createHash, diffieHellman, generateKeyPairSync, publicEncrypt, randomBytes, sign } from "node:crypto";

export const encode = (content) => Buffer.from(content).toString("base64url");
export const decode = (text) => Buffer.from(text, "base64url");

/** ES256 over header and payload as they are given. */
export function signed(header, payload, key, { dsaEncoding = "ieee-p1363" } = {}) {
  return signedParts(encode(header), encode(payload), key, dsaEncoding);
}

/** The same over parts that are encoded already. */
export function signedParts(header, payload, key, dsaEncoding = "ieee-p1363") {
  const input = `${header}.${payload}`;
  return `${input}.${encode(sign("sha256", Buffer.from(input), { key, dsaEncoding }))}`;
}

/** The content key for one recipient, with what the token says of it: header members, and the encrypted key. */
export function contentKey({ alg, publicKey }, { apu = "", apv = "" } = {}) {
  if (alg === "ECDH-ES") {
    const ephemeral = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const shared = diffieHellman({ privateKey: ephemeral.privateKey, publicKey });
    const members = { epk: ephemeral.publicKey.export({ format: "jwk" }), ...(apu && { apu }), ...(apv && { apv }) };
    return { key: concatKdf(shared, decode(apu), decode(apv)), encryptedKey: Buffer.alloc(0), members };
  }
  const key = randomBytes(32);
  return { key, encryptedKey: wrapped(key, { alg, publicKey }), members: {} };
}

/** RSA-OAEP by the name of its algorithm (RFC 7518 §4.3). */
export const wrapped = (key, { alg, publicKey }) =>
  publicEncrypt({ key: publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: alg === "RSA-OAEP-256" ? "sha256" : "sha1" }, key);

/** RFC 7518 §4.6.2 for A256GCM: one round of SHA-256. */
function concatKdf(shared, apu, apv) {
  const counted = (octets) => [uint32(octets.length), octets];
  const input = [uint32(1), shared, ...counted(Buffer.from("A256GCM")), ...counted(apu), ...counted(apv), uint32(256)];
  return createHash("sha256").update(Buffer.concat(input)).digest();
}

const uint32 = (value) => Buffer.from([value >>> 24, value >>> 16, value >>> 8, value]);

/** A256GCM, or one of its siblings, over `plaintext`; `header` is the text of the protected header. */
export function encrypted(header, plaintext, { key, encryptedKey }, { cipher = "aes-256-gcm", ivLength = 12 } = {}) {
  const protectedHeader = encode(header);
  const iv = randomBytes(ivLength);
  const sealing = createCipheriv(cipher, key, iv).setAAD(Buffer.from(protectedHeader));
  const ciphertext = Buffer.concat([sealing.update(plaintext), sealing.final()]);
  return [protectedHeader, ...[encryptedKey, iv, ciphertext, sealing.getAuthTag()].map(encode)].join(".");
}
