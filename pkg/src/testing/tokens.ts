// Tokens as FranceConnect+ makes them: signed with ES256, then encrypted with ECDH-ES and A256GCM (RFC 7515, 7516, 7518 §4.6).
// Comes in: claims. Goes out: compact tokens, and the key sets that belong to them. Never: a key that outlives this object.

import { base64url } from "../shared/base64url.js";

const CURVE = { namedCurve: "P-256" };
const encoder = new TextEncoder();

/** Signs and encrypts tokens, each instance with fresh keys of its own. */
export class TokenMaker {
  private constructor(
    private readonly signing: CryptoKeyPair,
    private readonly encryption: CryptoKeyPair,
  ) {}

  static async create(): Promise<TokenMaker> {
    const signing = await crypto.subtle.generateKey({ name: "ECDSA", ...CURVE }, true, ["sign", "verify"]);
    const encryption = await crypto.subtle.generateKey({ name: "ECDH", ...CURVE }, true, ["deriveBits"]);
    return new TokenMaker(signing as CryptoKeyPair, encryption as CryptoKeyPair);
  }

  /** The key set with which a client verifies. */
  async verificationKeys(): Promise<string> {
    return keySet({ ...(await exported(this.signing.publicKey)), alg: "ES256", use: "sig", kid: "testing-sig" });
  }

  /** The settings of a client of these tokens. */
  async settings(): Promise<{ FC_DECRYPTION_KEYS: string; FC_SIGNING_ALG: string }> {
    const key = { ...(await exported(this.encryption.privateKey)), alg: "ECDH-ES", use: "enc", kid: "testing-enc" };
    return { FC_DECRYPTION_KEYS: keySet(key), FC_SIGNING_ALG: "ES256" };
  }

  /** A JWS. */
  async sign(claims: object): Promise<string> {
    const input = `${encoded({ alg: "ES256", kid: "testing-sig" })}.${encoded(claims)}`;
    const signature = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, this.signing.privateKey, encoder.encode(input));
    return `${input}.${base64url(new Uint8Array(signature))}`;
  }

  /** A JWE around it. */
  async encrypt(jws: string): Promise<string> {
    const ephemeral = (await crypto.subtle.generateKey({ name: "ECDH", ...CURVE }, true, ["deriveBits"])) as CryptoKeyPair;
    const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: this.encryption.publicKey }, ephemeral.privateKey, 256);
    const key = await crypto.subtle.importKey("raw", await contentKey(new Uint8Array(shared)), "AES-GCM", false, ["encrypt"]);

    const epk = await exported(ephemeral.publicKey);
    const header = encoded({ alg: "ECDH-ES", enc: "A256GCM", cty: "JWT", kid: "testing-enc", epk });
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = new Uint8Array(
      await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: encoder.encode(header) }, key, encoder.encode(jws)),
    );
    const [ciphertext, tag] = [sealed.subarray(0, -16), sealed.subarray(-16)];
    return [header, "", base64url(iv), base64url(ciphertext), base64url(tag)].join(".");
  }
}

/** Concat KDF for 256 bits (RFC 7518 §4.6.2): one round of SHA-256. */
async function contentKey(shared: Uint8Array): Promise<ArrayBuffer> {
  const algorithm = encoder.encode("A256GCM");
  const noParty = number(0);
  const input = [number(1), shared, number(algorithm.length), algorithm, noParty, noParty, number(256)];
  return crypto.subtle.digest("SHA-256", Uint8Array.from(input.flatMap((part) => [...part])));
}

/** 32 bits, the highest first. */
function number(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

/** The members that make up an EC key (RFC 7518 §6.2), without what WebCrypto adds. */
async function exported(key: CryptoKey): Promise<JsonWebKey> {
  const { kty, crv, x, y, d } = (await crypto.subtle.exportKey("jwk", key)) as Required<JsonWebKey>;
  return d === undefined ? { kty, crv, x, y } : { kty, crv, x, y, d };
}

const keySet = (key: object): string => JSON.stringify({ keys: [key] });

const encoded = (value: object): string => base64url(encoder.encode(JSON.stringify(value)));
