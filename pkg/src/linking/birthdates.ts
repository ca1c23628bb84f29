// Compares dates of birth. The civil status does not always know the day.
// Comes in: the person's date, the file's. Goes out: whether they agree. Never: a tolerance; the next day is another day.

import type { Birthdate } from "../shared/identity.js";
import type { Agreement } from "./agreement.js";

interface Parts {
  year: number;
  month?: number | undefined;
  day?: number | undefined;
}

const ISO = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/;

/** A file's date; `-00` stands for what is not known. */
export function parseDate(iso: string | undefined): Parts | undefined {
  const [, year, month, day] = ISO.exec(iso ?? "") ?? [];
  if (year === undefined) return undefined;
  const known = (part: string | undefined) => (part === undefined || part === "00" ? undefined : Number(part));
  return known(month) === undefined ? { year: Number(year) } : { year: Number(year), month: known(month), day: known(day) };
}

/** Compares both dates as far as they are known. `partly`: they may be two different days. */
export function compareBirthdates(person: Birthdate | undefined, file: string | undefined): Agreement {
  const parts = parseDate(file);
  if (person === undefined || parts === undefined) return "unknown";
  if (person.day !== undefined && parts.day !== undefined) return sameDay(person, parts);
  return mayBePresumed(person, parts) ? "partly" : "different";
}

/** A first of the month whose day is `possibly` presumed says no more than the month. */
function sameDay(person: Birthdate, file: Parts): Agreement {
  if (person.year !== file.year || person.month !== file.month || person.day !== file.day) return "different";
  return person.presumed === "possibly" ? "partly" : "same";
}

/**
 * One side does not know the day, or neither month nor day. The other may not know it either and write 01 for it, as older files do. Any
 * other day, such as 15, is known, and is another person's.
 */
function mayBePresumed(one: Parts, other: Parts): boolean {
  const filled = ({ year, month = 1, day = 1 }: Parts) => [year, month, day].join("-");
  return filled(one) === filled(other);
}
