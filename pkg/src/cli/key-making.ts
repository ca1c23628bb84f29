// Keys, made by WebCrypto.
// Comes in: which kind. Goes out: private JWKs, their public halves, session keys. Never: a key that is written or printed here.

import { base64url } from "../shared/base64url.js";
import { RSA_MODULUS_BITS } from "../shared/limits.js";

/** How FranceConnect+ can encrypt to us. */
export const ENCRYPTION_ALGORITHMS = ["ECDH-ES", "RSA-OAEP", "RSA-OAEP-256"] as const;
export type EncryptionAlgorithm = (typeof ENCRYPTION_ALGORITHMS)[number];

/** A JWK: members that are texts. */
export type Jwk = Readonly<Record<string, string>>;

const P256 = { namedCurve: "P-256" };
const rsa = (hash: string) => ({ name: "RSA-OAEP", modulusLength: RSA_MODULUS_BITS, publicExponent: new Uint8Array([1, 0, 1]), hash });

const PRIVATE_MEMBERS = { EC: ["kty", "crv", "x", "y", "d"], RSA: ["kty", "n", "e", "d", "p", "q", "dp", "dq", "qi"] };
const PUBLIC_MEMBERS = { EC: ["kty", "crv", "x", "y"], RSA: ["kty", "n", "e"] };
/** RFC 7638 §3.2: the required members in lexicographic order. */
const THUMBPRINT_MEMBERS = { EC: ["crv", "kty", "x", "y"], RSA: ["e", "kty", "n"] };

/** A private JWK for `FC_DECRYPTION_KEYS`. */
export async function decryptionKey(alg: EncryptionAlgorithm): Promise<Jwk> {
  // RFC 7518 §4.3: `RSA-OAEP` is tied to SHA-1, `RSA-OAEP-256` to SHA-256.
  const pair =
    alg === "ECDH-ES"
      ? await crypto.subtle.generateKey({ name: "ECDH", ...P256 }, true, ["deriveBits"])
      : await crypto.subtle.generateKey(rsa(alg === "RSA-OAEP" ? "SHA-1" : "SHA-256"), true, ["decrypt", "encrypt"]);
  return privateJwk(pair as CryptoKeyPair, { alg, use: "enc" });
}

/** A private JWK that signs: for `FC_CLIENT_KEY`, `GATEWAY_KEY`. */
export async function signingKey(): Promise<Jwk> {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", ...P256 }, true, ["sign", "verify"]);
  return privateJwk(pair as CryptoKeyPair, { alg: "ES256", use: "sig" });
}

/** A key for `SESSION_KEYS`. */
export function sessionKey(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

/** The members of a private JWK that may be shown, by name. A member that is not known here is left out. */
export function publicHalf(jwk: Jwk): Jwk {
  return only(jwk, [...PUBLIC_MEMBERS[typeOf(jwk)], "kid", "alg", "use"]);
}

/** The members that a published key has, and no other. */
export function publishedMembers(kty: "EC" | "RSA"): string[] {
  return [...PUBLIC_MEMBERS[kty], "kid", "alg", "use"].sort();
}

async function privateJwk({ privateKey }: CryptoKeyPair, purpose: { alg: string; use: string }): Promise<Jwk> {
  const exported = (await crypto.subtle.exportKey("jwk", privateKey)) as Jwk;
  // `ext` and `key_ops` are left out: they describe this import, not the key.
  const key = only(exported, PRIVATE_MEMBERS[typeOf(exported)]);
  return { ...key, kid: await thumbprint(key), ...purpose };
}

/** RFC 7638: a name that follows from the key alone. */
async function thumbprint(jwk: Jwk): Promise<string> {
  const text = JSON.stringify(only(jwk, THUMBPRINT_MEMBERS[typeOf(jwk)]));
  return base64url(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))));
}

function typeOf({ kty }: Jwk): "EC" | "RSA" {
  return kty === "EC" ? "EC" : "RSA";
}

/** The members called `names`, in that order. */
function only(jwk: Jwk, names: readonly string[]): Jwk {
  return Object.fromEntries(names.flatMap((name) => (jwk[name] === undefined ? [] : [[name, jwk[name]]])));
}
