// Which data these are. `pkg/build/labels/packages.mjs` has the lists themselves.

import { dayOf } from "./days.js";

/** The year of INSEE's list whose names are today's. */
export const VINTAGE = 2026;

/** The source and its date, as the Licence Ouverte asks to name them where the names are shown. */
export const SOURCE = `INSEE, COG ${VINTAGE}, Licence Ouverte 2.0`;

/** The years of the lists. Changes are known to the day until the first; then from one list to the next. There is none of 2020. */
export const LISTS: readonly number[] = [2019, 2021, 2022, 2023, 2024, 2025, VINTAGE];

const latestFirst = LISTS.map((year) => dayOf(`${year}-01-01`)).reverse();

/** The first day on which a change that the data date `day` may have happened: the list before has it not yet. */
export function earliest(day: number): number {
  return day === Infinity ? day : (latestFirst.find((list) => list < day) ?? day);
}
