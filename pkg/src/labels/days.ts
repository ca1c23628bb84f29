// Dates as days, so that they compare as numbers.
// Comes in: a date as far as it is known. Goes out: the days on which it may have been. Never: the host's time zone, nor its `Date`, which is
// slow here and takes the year 43 for 1943.

/** Days from `from` to before `to`, counted from 1943-01-01, where INSEE's history begins. */
export interface Days {
  readonly from: number;
  readonly to: number;
}

/** `1964-03-07`, `1964-03`, `1964`; `1964-03-00` and `1964-00-00`, as FranceConnect+ has them. */
const DATE = /^\d{4}(-\d\d(-\d\d)?)?$/;

/** The days that `iso` may be; nothing where it is no date. */
export function daysOf(iso: string | undefined): Days | undefined {
  if (typeof iso !== "string" || !DATE.test(iso)) return undefined;
  const year = digitsIn(iso, 0, 4);
  const month = digitsIn(iso, 5, 7);
  const day = digitsIn(iso, 8, 10);
  if (month > 12 || day > 31) return undefined;
  if (month === 0) return { from: count(year, 1, 1), to: count(year + 1, 1, 1) };
  const from = count(year, month, 1);
  if (day === 0) return { from, to: month === 12 ? count(year + 1, 1, 1) : count(year, month + 1, 1) };
  return { from: from + day - 1, to: from + day };
}

/** The number that digits of a text write, without a copy of them; 0 behind the text's end. */
export function digitsIn(text: string, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to && at < text.length; at += 1) number = number * 10 + text.charCodeAt(at) - 48;
  return number;
}

/** The day of a whole date of ours. */
export const dayOf = (iso: string): number => daysOf(iso)?.from ?? Number.NaN;

/** Of years that begin in March: the leap day is a year's last, and the months before a date follow one rule. */
function count(year: number, month: number, day: number): number {
  const years = month > 2 ? year : year - 1;
  const months = month > 2 ? month - 3 : month + 9;
  const leapDays = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
  return years * 365 + leapDays + Math.floor((months * 153 + 2) / 5) + day - FIRST;
}

/** The same count of 1943-01-01. */
const FIRST = 1942 * 365 + 470 + 306 + 1;
