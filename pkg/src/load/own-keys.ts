// A Worker's settings read, and our decryption keys in the host's keeping: imported once, not extractable.
// Comes in: settings. Goes out: an `Edge` that has them. Never: a key of which no trial has shown that both halves belong together.

import { Edge } from "#edge";
import { FcPivotError } from "../shared/errors.js";

/** See `Edge.privateKeys`. */
interface OwnKey {
  readonly index: number;
  readonly alg: "ECDH-ES" | "RSA-OAEP" | "RSA-OAEP-256";
  readonly jwk: JsonWebKey;
  readonly publicJwk: JsonWebKey;
}

/** What a key is tried with: no secret, and none to be had, since workerd lends no randomness while a Worker starts. */
const PROBE = new TextEncoder().encode("a content key of thirty-two byte");

/** The generator of P-256 (FIPS 186-4 §D.1.2.3), uncompressed. Agreed with, it gives the x-coordinate of a key's own public half. */
const GENERATOR = Uint8Array.from(atob("BGsX0fLhLEJH+Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT+NC4v4af5uO5+tKfA+eFivOM1drMV7Oy7ZAaDe/UfU="), (character) =>
  character.charCodeAt(0),
);

const REFUSED_EC = "FC_DECRYPTION_KEYS: a key for ECDH-ES has kty EC, crv P-256, and x, y, d that are one key pair";

const REFUSED = "FC_DECRYPTION_KEYS: expected RSA keys that WebCrypto can import, n, e, d, p, q, dp, dq and qi being those of one key pair";

/** Reads the settings, each a text, and imports our keys. */
export async function edgeOf(settings: object): Promise<Edge> {
  const edge = Edge.read(settings);
  try {
    await Promise.all(
      edge.privateKeys().map(async (text) => {
        const key: OwnKey = JSON.parse(text);
        edge.keep(key.index, await imported(key));
      }),
    );
    return edge;
  } catch (thrown) {
    edge.free();
    throw thrown;
  }
}

async function imported(key: OwnKey): Promise<CryptoKey> {
  const { subtle } = globalThis.crypto ?? {};
  if (subtle === undefined) throw new FcPivotError("crypto_unavailable");
  if (key.alg === "ECDH-ES") {
    const algorithm = { name: "ECDH", namedCurve: "P-256" };
    const generator = await subtle.importKey("raw", GENERATOR, algorithm, false, []).catch(() => {
      throw new FcPivotError("crypto_unavailable");
    });
    return agrees(subtle, key, algorithm, generator).catch(() => {
      throw new FcPivotError("invalid_settings", REFUSED_EC);
    });
  }
  return unwraps(subtle, key).catch(() => {
    throw new FcPivotError("invalid_settings", REFUSED);
  });
}

/**
 * A key of P-256 whose public half is the private one's. The y-coordinate's sign is not seen: the core has checked that the point is one of the
 * curve, and agreements look at x alone (RFC 7518 §4.6.2).
 */
async function agrees(subtle: SubtleCrypto, { jwk }: OwnKey, algorithm: EcKeyImportParams, generator: CryptoKey): Promise<CryptoKey> {
  const own = await subtle.importKey("jwk", jwk, algorithm, false, ["deriveBits"]);
  const x = new Uint8Array(await subtle.deriveBits({ name: "ECDH", public: generator }, own, 256));
  if (btoa(String.fromCharCode(...x)) !== jwk.x?.replaceAll("-", "+").replaceAll("_", "/").concat("=")) throw new Error("another public half");
  return own;
}

/** An RSA key that unwraps what was wrapped with its public half: hosts import numbers that do not belong together. */
async function unwraps(subtle: SubtleCrypto, { alg, jwk, publicJwk }: OwnKey): Promise<CryptoKey> {
  // RFC 7518 §4.3: RSA-OAEP is SHA-1, RSA-OAEP-256 SHA-256, in OAEP and MGF1 alike.
  const algorithm = { name: "RSA-OAEP", hash: alg === "RSA-OAEP" ? "SHA-1" : "SHA-256" };
  const [own, other] = await Promise.all([
    subtle.importKey("jwk", jwk, algorithm, false, ["decrypt"]),
    subtle.importKey("jwk", publicJwk, algorithm, false, ["encrypt"]),
  ]);
  const back = new Uint8Array(await subtle.decrypt("RSA-OAEP", own, await subtle.encrypt("RSA-OAEP", other, PROBE)));
  if (String(back) !== String(PROBE)) throw new Error("another content key");
  return own;
}
