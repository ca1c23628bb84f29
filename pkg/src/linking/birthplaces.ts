// Compares places of birth: communes by INSEE's codes, of their time or of a later one; countries for those born abroad.
// Comes in: both sides' place and country. Goes out: whether they agree. Never: a name of a place; seven communes are called Saint-Denis.

import type { Identity } from "../shared/identity.js";
import type { Agreement } from "./agreement.js";
import type { CivilStatus } from "./person.js";

/** Whether two codes are one commune, by INSEE's table of mergers and moves (*événements*), which the application keeps. */
export type SameCommune = (one: string, other: string) => boolean;

interface Place {
  commune?: string;
  country?: string;
}

const FRANCE = "99100";

/** Without a commune, the same country agrees `partly`: too many people share it. */
export function compareBirthplaces(
  person: Pick<Identity, "birthplace" | "birthCountry">,
  file: CivilStatus,
  sameCommune: SameCommune = () => false,
): Agreement {
  const [one, other] = [placeOf(person), placeOfFile(file)];
  if (one.country === undefined || other.country === undefined) return "unknown";
  if (one.country !== other.country) return "different";
  if (one.country !== FRANCE) return "partly";
  if (one.commune === undefined || other.commune === undefined) return "unknown";
  if (one.commune === other.commune || renamedWithCorsica(one.commune, other.commune) || sameCommune(one.commune, other.commune)) return "same";
  return arrondissementOf(one.commune) === other.commune || arrondissementOf(other.commune) === one.commune ? "partly" : "different";
}

/** A European identity has free text for a place, and no country: nothing of it can be compared. */
function placeOf({ birthplace, birthCountry }: Pick<Identity, "birthplace" | "birthCountry">): Place {
  if (birthplace?.kind === "commune") return { commune: birthplace.code, country: FRANCE };
  return birthCountry === undefined ? {} : { country: birthCountry.code };
}

/** As in the identity, a country other than France decides: the code beside it may be of a time when the place was French. */
function placeOfFile({ birthplace: code = "", birthCountry }: CivilStatus): Place {
  if (birthCountry !== undefined && birthCountry !== FRANCE) return { country: birthCountry };
  const written = code.trim().toUpperCase();
  if (/^99\d{3}$/.test(written) && written !== FRANCE) return { country: written };
  if (/^\d[\dAB]\d{3}$/.test(written) && written !== FRANCE) return { commune: written, country: FRANCE };
  return birthCountry === undefined ? {} : { country: birthCountry };
}

/** Corsica was department 20 until 1976. Then its communes kept their three digits after 2A or 2B. */
function renamedWithCorsica(one: string, other: string): boolean {
  const [before, after] = one.startsWith("20") ? [one, other] : [other, one];
  return before.startsWith("20") && /^2[AB]/.test(after) && before.slice(2) === after.slice(2);
}

/** Paris, Marseille and Lyon: births are registered in an arrondissement, and many files write the city. */
function arrondissementOf(commune: string): string | undefined {
  const number = Number(commune);
  if (number >= 75101 && number <= 75120) return "75056";
  if (number >= 13201 && number <= 13216) return "13055";
  if (number >= 69381 && number <= 69389) return "69123";
  return undefined;
}
