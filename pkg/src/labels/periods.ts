// Chooses among the names that something had over time.
// Comes in: its periods in order of time; the days on which a person may have been born. Goes out: the names that fit, the likeliest, and
// whether it is certain. Never: no name at all.

import type { Days } from "./days.js";

/** From `from` to before `to`, it bore this name. */
export interface Period<Name> {
  readonly from: number;
  readonly to: number;
  readonly name: Name;
}

/** At least one, in order of time. */
export type Periods<Name> = readonly [Period<Name>, ...Period<Name>[]];

/** The names that fit, and how well. */
export interface Choice<Name> {
  readonly name: Name;
  /** In order of time. */
  readonly names: readonly Name[];
  /** Whether the data have this name for each of the days. */
  readonly certain: boolean;
}

const sameDay = (day: number): number => day;

/**
 * Without days, the last name. `earliest` tells for the day of a change when it may have happened at the earliest.
 *
 * Where no period has the days: the last name before them, since a code that ended or was not yet there again keeps its name; before all
 * periods the first, since a register may hold a code that is younger than the person.
 */
export function choose<Name>(periods: Periods<Name>, days?: Days, earliest = sameDay): Choice<Name> {
  const first = periods[0];
  if (periods.length === 1) {
    const certain = days === undefined || (first.from <= days.from && days.to <= earliest(first.to));
    return { name: first.name, names: [first.name], certain };
  }
  if (days === undefined) {
    const names = distinct(periods);
    return { name: (periods[periods.length - 1] ?? first).name, names, certain: names.length === 1 };
  }
  const fitting = periods.filter(({ from, to }) => earliest(from) < days.to && days.from < to);
  const names = distinct(fitting);
  if (names.length === 0) {
    const { name } = periods.filter(({ from }) => from <= days.from).pop() ?? first;
    return { name, names: [name], certain: false };
  }
  const { name } = fitting.reduce((best, period) => (share(period, days) >= share(best, days) ? period : best));
  const certain = names.length === 1 && fitting.some(({ from, to }) => from <= days.from && days.to <= earliest(to));
  return { name, names, certain };
}

/** How many of the days a period has: the more, the likelier. */
const share = ({ from, to }: Period<unknown>, days: Days): number => Math.min(to, days.to) - Math.max(from, days.from);

const distinct = <Name>(periods: readonly Period<Name>[]): Name[] => [...new Set(periods.map(({ name }) => name))];
