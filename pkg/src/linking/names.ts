// Compares names of the civil status, whatever way two clerks write them.
// Comes in: names of both sides. Goes out: whether they agree. Never: a guess from sound or likeness; MARTIN and MARTINS are two names.

import type { Agreement } from "./agreement.js";

/**
 * A name without what registers write differently: case, accents, ligatures, and whether a space, a hyphen, an apostrophe or nothing
 * separates its parts. D'ARGENSAC, D ARGENSAC and DARGENSAC have one key.
 */
export function nameKey(name: string): string {
  const decomposed = name.normalize("NFKD").toUpperCase(); // accents become characters of their own, which are no letters
  return decomposed
    .replaceAll("Œ", "OE")
    .replaceAll("Æ", "AE")
    .replace(/[^\p{L}\p{N}]/gu, "");
}

/** The first word of the given names, for an index: MARIE for Marie-Ange as well as for Marie Ange. */
export function firstWordKey(givenNames: string): string {
  return nameKey(givenNames.split(/[\s,-]+/).find((word) => nameKey(word) !== "") ?? "");
}

/** Compares two names. */
export function compareNames(one: string | undefined, other: string | undefined): Agreement {
  const [left, right] = [nameKey(one ?? ""), nameKey(other ?? "")];
  if (left === "" || right === "") return "unknown";
  return left === right ? "same" : "different";
}

/**
 * Compares given names, in their order. Many files know the first ones only: they agree `partly` where the longer list begins with the whole
 * shorter one.
 *
 * Only whole names may be missing. Jean is not the beginning of Jean-Baptiste, who may be his twin.
 */
export function compareGivenNames(person: readonly string[] | undefined, file: string | undefined): Agreement {
  const [left, right] = [keysOf(person ?? []), keysOf(file?.split(/[\s,]+/) ?? [])];
  if (left.length === 0 || right.length === 0) return "unknown";
  if (left.join("") === right.join("")) return "same";
  return opens(left, right) || opens(right, left) ? "partly" : "different";
}

const keysOf = (names: readonly string[]) => names.map(nameKey).filter((key) => key !== "");

/** Separators may differ (Marie Ange, Marie-Ange), so the longer list decides where the shorter one may end. */
function opens(shorter: readonly string[], longer: readonly string[]): boolean {
  const wanted = shorter.join("");
  return longer.some((_, end) => longer.slice(0, end).join("") === wanted);
}
