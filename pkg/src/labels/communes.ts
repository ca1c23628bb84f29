// The names of communes, read from the text that `pkg/build/labels/text.mjs` writes and describes.
// Comes in: that text, or the part of one department; a code, days. Goes out: names and the department. Never: an error for a code that is
// not in the text.

import { type Days, digitsIn } from "./days.js";
import { type Department, departmentWith } from "./departments.js";
import { choose, type Period, type Periods } from "./periods.js";
import { earliest } from "./vintage.js";

/** A commune, an arrondissement of Paris, Lyon or Marseille, or a district overseas, as it was called at a person's birth. */
export interface CommuneLabel {
  /** The name. Where several fit, the likeliest: the one that held for most of the time in which the person may have been born. */
  readonly name: string;
  /** The department or overseas collectivity that the code names, with the name that it had. */
  readonly department: Department;
  /** All names that fit, in order of time: more than one where a date that is known in part spans a change. */
  readonly names: readonly string[];
  /**
   * Whether the data have one name of the commune and one of its department for all of that time. Not certain either: a birth before 1943,
   * where the data begin; before the code began, or after it ended; one without a date, where the name changed.
   */
  readonly certain: boolean;
}

/** A commune's code: two characters of department and three digits, or three and two overseas. */
const CODE = /^(9[78]\d|\d\d|2[AB])\d+$/;

/** The department that a commune's code begins with; nothing where the text has not the form of one. */
export function departmentOf(code: string): string | undefined {
  if (typeof code !== "string" || code.length !== 5 || !CODE.test(code)) return undefined;
  return code.slice(0, code.startsWith("97") || code.startsWith("98") ? 3 : 2);
}

/** A department's part of the text; nothing where there is none. */
export type PartOf = (department: string) => string | undefined;

/** The parts of a text that is at hand. Each begins with `#` and its department; what stands before the first is no part. */
export function partsOf(text: string): ReadonlyMap<string, string> {
  const parts = text
    .trimEnd()
    .split(/\n(?=#)/)
    .filter((part) => part.startsWith("#"));
  return new Map(parts.map((part) => [part.slice(1, part.indexOf("\n")), part]));
}

/**
 * What the text has for one code: the name, where it never had another and never ended, as most have it; a line that nobody has asked for;
 * or that line's periods.
 */
type Entry = string | Dated | Periods<string>;

/** A line with dates, as it stands in the text. */
class Dated {
  constructor(readonly line: string) {}
}

/** The communes of those departments of which there is a part. */
export class Communes {
  readonly #partOf: PartOf;
  /** A department's communes by number. Its part is divided when somebody first asks for one of them. */
  readonly #numbered = new Map<string, (Entry | undefined)[]>();

  constructor(partOf: PartOf) {
    this.#partOf = partOf;
  }

  label(code: string, days?: Days): CommuneLabel | undefined {
    const department = departmentOf(code);
    if (department === undefined) return undefined;
    const entry = this.#entryOf(department, digitsIn(code, department.length, code.length));
    const of = departmentWith(department, days);
    if (entry === undefined || of === undefined) return undefined;
    if (typeof entry === "string") {
      return { name: entry, department: of.name, names: [entry], certain: of.certain && (days === undefined || days.from >= 0) };
    }
    const { name, names, certain } = choose(entry, days, earliest);
    return { name, department: of.name, names, certain: certain && of.certain };
  }

  #entryOf(department: string, number: number): string | Periods<string> | undefined {
    let numbered = this.#numbered.get(department);
    if (numbered === undefined) {
      numbered = entriesOf(this.#partOf(department) ?? "");
      this.#numbered.set(department, numbered);
    }
    const found = numbered[number];
    if (!(found instanceof Dated)) return found;
    const periods = periodsOf(found.line);
    numbered[number] = periods;
    return periods;
  }
}

/** What a part has, by number; nothing for a number without a commune. A hole of more than one is `+n` before the next line. */
function entriesOf(part: string): (Entry | undefined)[] {
  const entries: (Entry | undefined)[] = [];
  let number = 0;
  for (const line of part.split("\n").slice(1)) {
    const hole = line.startsWith("+") ? line.indexOf(" ") : 0;
    number += hole === 0 ? 1 : Number(line.slice(1, hole));
    const text = hole === 0 ? line : line.slice(hole + 1);
    entries[number] = text === "" ? undefined : text.includes("|") ? new Dated(text) : text;
  }
  return entries;
}

/** `name|day|name`, `name|day~day|name`, `<day|name|day`. A code without a beginning was there in 1943. */
function periodsOf(line: string): Periods<string> {
  const parts = line.split("|");
  let from = line.startsWith("<") ? dayIn(parts.shift()?.slice(1)) : 0;
  const periods: Period<string>[] = [];
  for (let at = 0; at < parts.length; at += 2) {
    const [end, beginning = end] = parts[at + 1]?.split("~") ?? [];
    periods.push({ from, to: end === undefined ? Infinity : dayIn(end), name: parts[at] ?? "" });
    from = dayIn(beginning);
  }
  return periods as unknown as Periods<string>;
}

const dayIn = (base36 = "0"): number => Number.parseInt(base36, 36);
