// Looks at sets of public encryption keys: that of the settings, and that which the service publishes.
// Comes in: a JWK set as text. Goes out: its keys, findings. Never: a member's value, for it may be private.

import { RSA_MODULUS_BITS } from "../shared/limits.js";
import { ENCRYPTION_ALGORITHMS, publishedMembers } from "./key-making.js";
import { type Finding, fail, ok, warn } from "./points.js";

/** A key as it was found. */
export type FoundKey = Readonly<Record<string, unknown>>;

/** The keys of a JWK set; `undefined` where it is none. */
export function keysOf(text: string): FoundKey[] | undefined {
  try {
    const set: unknown = JSON.parse(text);
    const keys = (set as { keys?: unknown } | null)?.keys;
    return Array.isArray(keys) && keys.every((key) => typeof key === "object" && key !== null) ? keys : undefined;
  } catch {
    return undefined;
  }
}

/** How strong the keys of the settings are. The core has refused RSA keys below 2048 bits and other curves than P-256. */
export function strength(keys: readonly FoundKey[]): Finding {
  const point = "decryption keys";
  if (keys.some((key) => key["kty"] === "RSA" && modulusBits(key) < RSA_MODULUS_BITS)) {
    return warn(
      point,
      `An RSA key of FC_DECRYPTION_KEYS has fewer than ${RSA_MODULUS_BITS} bits.`,
      "Rotate: npx fc-pivot keys --add, with --alg RSA-OAEP-256 or ECDH-ES.",
    );
  }
  return ok(point, `FC_DECRYPTION_KEYS: keys for ${algorithmsOf(keys).join(", ")}, all of them strong enough.`);
}

/** Whether a rotation is under way: of several keys that fit, FranceConnect+ takes the first that states `alg` and `use`, as ours do. */
export function order(keys: readonly FoundKey[]): Finding {
  const point = "key order";
  const several = algorithmsOf(keys).filter((alg) => keys.filter((key) => key["alg"] === alg).length > 1);
  if (several.length === 0) return ok(point, "FC_DECRYPTION_KEYS holds one key for each algorithm.");
  return warn(
    point,
    `FC_DECRYPTION_KEYS holds several keys for ${several.join(", ")}: FranceConnect+ encrypts to the first of them.`,
    "Put the new key first and deploy. Take the old one out more than ten minutes later: FranceConnect+ keeps the published set for as long.",
  );
}

/** Whether a published set has exactly what it should. */
export function publication(keys: readonly FoundKey[]): Finding {
  const point = "published keys";
  const names = new Set(keys.flatMap((key) => Object.keys(key)));
  if (["d", "p", "q", "dp", "dq", "qi", "oth", "k"].some((name) => names.has(name))) {
    return fail(
      point,
      "The service publishes a private key, which spoils the whole set for FranceConnect+ too.",
      "Stop it, make new keys at once, and tell FranceConnect+: whoever has read it can decrypt every token.",
    );
  }
  if (keys.length === 0) return fail(point, "The service publishes no key.", "Set FC_DECRYPTION_KEYS and deploy.");
  if (!keys.every(isNamed)) {
    return fail(
      point,
      "A published key lacks a kid of its own, an alg of FranceConnect+, or use=enc.",
      "Serve the Worker's own /auth/jwks.json, unchanged.",
    );
  }
  if (!keys.every(hasExactMembers)) {
    return fail(
      point,
      "A published key lacks a member, or has others than its public ones, kid, alg and use.",
      "Serve the Worker's own /auth/jwks.json, unchanged.",
    );
  }
  return ok(point, "The service publishes public members, kid, alg and use, and nothing else.");
}

/** The algorithms of a set, each once. */
export function algorithmsOf(keys: readonly FoundKey[]): string[] {
  return ENCRYPTION_ALGORITHMS.filter((alg) => keys.some((key) => key["alg"] === alg));
}

/** Whether two sets hold the same keys, in whatever order. */
export function same(one: readonly FoundKey[], other: readonly FoundKey[]): boolean {
  const canonical = (keys: readonly FoundKey[]) =>
    keys
      .map((key) => JSON.stringify(Object.entries(key).sort()))
      .sort()
      .join("\n");
  return canonical(one) === canonical(other);
}

function isNamed({ kid, alg, use }: FoundKey, _: number, all: readonly FoundKey[]): boolean {
  const known = ENCRYPTION_ALGORITHMS.some((own) => own === alg);
  return typeof kid === "string" && kid !== "" && all.filter((other) => other["kid"] === kid).length === 1 && known && use === "enc";
}

function hasExactMembers(key: FoundKey): boolean {
  const expected = publishedMembers(key["alg"] === "ECDH-ES" ? "EC" : "RSA");
  return Object.keys(key).sort().join() === expected.join();
}

function modulusBits({ n }: FoundKey): number {
  return typeof n === "string" ? Math.floor((n.length * 6) / 8) * 8 : 0;
}
