// Names of the civil status, compared as two clerks write them.
// Comes in: names of both sides. Goes out: whether they agree. Never: a guess from sound or likeness; MARTIN and MARTINS are two names.

import type { Agreement } from "./agreement.js";

/**
 * A name without what two registers write differently: case, accents, ligatures, and whether a space, a hyphen, an apostrophe or nothing
 * parts it. D'ARGENSAC is D ARGENSAC and DARGENSAC.
 */
export function nameKey(name: string): string {
  const decomposed = name.normalize("NFKD").toUpperCase(); // accents become marks of their own, which are no letters
  return decomposed
    .replaceAll("Œ", "OE")
    .replaceAll("Æ", "AE")
    .replace(/[^\p{L}\p{N}]/gu, "");
}

/** The first word of the given names, for an index. MARIE for Marie-Ange as well as for Marie Ange, whoever parts them how. */
export function firstWordKey(givenNames: string): string {
  return nameKey(givenNames.split(/[\s,-]+/).find((word) => nameKey(word) !== "") ?? "");
}

/** One name against another. */
export function compareNames(one: string | undefined, other: string | undefined): Agreement {
  const [left, right] = [nameKey(one ?? ""), nameKey(other ?? "")];
  if (left === "" || right === "") return "unknown";
  return left === right ? "same" : "different";
}

/**
 * Given names, in their order. Many files know the first ones only: they agree `partly` where all of the shorter list opens the longer.
 *
 * What is left out must be whole names. Jean is not the beginning of Jean-Baptiste: that may be his twin.
 */
export function compareGivenNames(person: readonly string[] | undefined, file: string | undefined): Agreement {
  const [left, right] = [keysOf(person ?? []), keysOf(file?.split(/[\s,]+/) ?? [])];
  if (left.length === 0 || right.length === 0) return "unknown";
  if (left.join("") === right.join("")) return "same";
  return opens(left, right) || opens(right, left) ? "partly" : "different";
}

const keysOf = (names: readonly string[]) => names.map(nameKey).filter((key) => key !== "");

/** Where the names are parted may differ (Marie Ange, Marie-Ange): the longer list decides where the shorter may end. */
function opens(shorter: readonly string[], longer: readonly string[]): boolean {
  const wanted = shorter.join("");
  return longer.some((_, end) => longer.slice(0, end).join("") === wanted);
}
