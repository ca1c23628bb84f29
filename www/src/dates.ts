/**
 * Dates for a reader.
 *
 * In: a date of birth in its parts, or an instant in seconds. Out: text in the page's language.
 * Never: a date of birth that passes through the reader's time zone. It is a day of the calendar, not an instant:
 * west of Greenwich, midnight UTC is still the day before.
 */
import type { Texts } from "./texts/texts.ts";

export interface CalendarDate {
  year: number;
  month?: number;
  day?: number;
}

/** What is known of a calendar date: "1 March 1985", "March 1985" or "1985". */
export function calendarDate(date: CalendarDate, texts: Texts): string {
  const { year, month, day } = date;
  const formatter = new Intl.DateTimeFormat(texts.locale, {
    timeZone: "UTC",
    year: "numeric",
    ...(month !== undefined && { month: "long" }),
    ...(month !== undefined && day !== undefined && { day: "numeric" }),
  });
  return formatter
    .formatToParts(utcMidnight(year, month ?? 1, day ?? 1))
    .map((part) => (part.type === "day" && part.value === "1" ? texts.firstOfMonth : part.value))
    .join("");
}

/** An instant, in the reader's own time zone. */
export const instant = (seconds: number, texts: Texts): string =>
  new Intl.DateTimeFormat(texts.locale, { dateStyle: "long", timeStyle: "short" }).format(seconds * 1000);

/** Not `Date.UTC`, which takes the years 0 to 99 for those of the twentieth century. */
function utcMidnight(year: number, month: number, day: number): Date {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date;
}
