// A Worker's settings read, and our decryption keys in the host's keeping: imported once, not extractable.
// Comes in: settings. Goes out: an `Edge` that has them. Never: a key of which it was not seen that both halves belong together: the core sees it
// of P-256, a trial of RSA.

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
    // The core has seen that both halves belong together, so a refusal says that the host has no such curve.
    return subtle.importKey("jwk", key.jwk, algorithm, false, ["deriveBits"]).catch(() => {
      throw new FcPivotError("crypto_unavailable");
    });
  }
  return unwraps(subtle, key).catch(() => {
    throw new FcPivotError("invalid_settings", REFUSED);
  });
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
