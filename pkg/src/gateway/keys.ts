// The gateway's own keys, in the host's keeping: imported once, not extractable.
// Comes in: `GATEWAY_KEY`, a private P-256 JWK or a set of them. Goes out: what signs with the first, and the public set. Never: a key of which it was
// not seen that both halves belong together; a value in an error.

import { base64url, base64urlJson } from "../shared/base64url.js";
import { FcPivotError } from "../shared/errors.js";

/** Makes a JWT of claims, which are JSON: a JWS in its compact form (RFC 7515 §7.1), signed with ES256 (RFC 7518 §3.4). */
export type Sign = (claims: string) => string | Promise<string>;

/** Makes that of a key, in either of its forms, and of the header, as base64url. */
export type Signing = (key: CryptoKey, jwk: Jwk, header: string) => Sign;

/** Keys that were read. */
export interface GatewayKeys {
  /** Signs with the first key. */
  readonly sign: Sign;
  /** All public halves, as a JWK set. */
  readonly published: string;
}

const EXPECTED = "GATEWAY_KEY: expected a private EC P-256 JWK, or a JWK set of at most 8, as `fc-pivot keys --gateway-key` makes it";
const ES256 = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const ascii = new TextEncoder();
const PROBE = ascii.encode("fc-pivot");
const COORDINATE = /^[\w-]{43}$/;
const NAME = /^[\w.~:-]{1,128}$/;

/** A private key of `GATEWAY_KEY`. */
export interface Jwk {
  readonly kty: "EC";
  readonly crv: "P-256";
  readonly x: string;
  readonly y: string;
  readonly d: string;
  readonly kid: string;
}

/** Signs as every host can. */
const byWebCrypto: Signing = (key, _, header) => async (claims) => {
  const message = `${header}.${base64urlJson(claims)}`;
  const signature = await subtle().sign(ES256, key, ascii.encode(message));
  return `${message}.${base64url(new Uint8Array(signature))}`;
};

/** Reads and imports them; throws `invalid_settings`. `signing`: a host's own way to sign. */
export async function readKeys(text: string | undefined, signing: Signing = byWebCrypto): Promise<GatewayKeys> {
  const jwks = await Promise.all(listOf(text).map(named));
  const [first] = jwks;
  const keys = await Promise.all(jwks.map(imported));
  const [key] = keys;
  if (first === undefined || key === undefined || new Set(jwks.map(({ kid }) => kid)).size < jwks.length) throw refused();
  const header = base64urlJson(JSON.stringify({ alg: "ES256", typ: "JWT", kid: first.kid }));
  return { sign: signing(key, first, header), published: JSON.stringify({ keys: jwks.map(publicHalf) }) };
}

const refused = (): FcPivotError => new FcPivotError("invalid_settings", EXPECTED);

function listOf(text: string | undefined): readonly unknown[] {
  let read: unknown;
  try {
    read = JSON.parse(text ?? "");
  } catch {
    throw refused();
  }
  const { keys } = (read ?? {}) as { keys?: unknown };
  const list = keys === undefined ? [read] : keys;
  if (!Array.isArray(list) || list.length === 0 || list.length > 8) throw refused();
  return list;
}

/** The key, with the name that follows from it where it has none (RFC 7638). */
async function named(given: unknown): Promise<Jwk> {
  const { kty, crv, x, y, d, kid, alg, use } = (given ?? {}) as Partial<Record<string, unknown>>;
  const fits = kty === "EC" && crv === "P-256" && [x, y, d].every((each) => typeof each === "string" && COORDINATE.test(each));
  if (!fits || (alg ?? "ES256") !== "ES256" || (use ?? "sig") !== "sig") throw refused();
  if (kid !== undefined && !(typeof kid === "string" && NAME.test(kid))) throw refused();
  const [own, ofX, ofY] = [d as string, x as string, y as string];
  return { kty: "EC", crv: "P-256", x: ofX, y: ofY, d: own, kid: kid ?? (await thumbprint(ofX, ofY)) };
}

async function thumbprint(x: string, y: string): Promise<string> {
  const digest = await subtle().digest("SHA-256", new TextEncoder().encode(JSON.stringify({ crv: "P-256", kty: "EC", x, y })));
  return base64url(new Uint8Array(digest));
}

async function imported({ kty, crv, x, y, d }: Jwk): Promise<CryptoKey> {
  const host = subtle();
  try {
    const [own, other] = await Promise.all([
      host.importKey("jwk", { kty, crv, x, y, d }, ES256, false, ["sign"]),
      host.importKey("jwk", { kty, crv, x, y }, ES256, false, ["verify"]),
    ]);
    if (await host.verify(ES256, other, await host.sign(ES256, own, PROBE), PROBE)) return own;
  } catch {
    // What the host says of it may hold the key.
  }
  throw refused();
}

const publicHalf = ({ kty, crv, x, y, kid }: Jwk) => ({ kty, crv, x, y, kid, alg: "ES256", use: "sig" });

function subtle(): SubtleCrypto {
  const found = globalThis.crypto?.subtle;
  if (found === undefined) throw new FcPivotError("crypto_unavailable");
  return found;
}
