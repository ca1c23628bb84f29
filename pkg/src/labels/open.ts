// Opens the labels: from the package itself, or in a page from files of its own origin.
// Comes in: nothing; in a page, where `fc-pivot labels` put the files, and whose identity is shown. Goes out: labels. Never: a request to
// another origin, since a department's file tells its server where a person was born; a name or a code in an error.

import { open } from "#communes";
import { FcPivotError } from "../shared/errors.js";
import type { Identity } from "../shared/identity.js";
import { checkOptions } from "../shared/options.js";
import { type CommuneLabel, Communes, departmentOf, type PartOf, partsOf } from "./communes.js";
import { type CountryLabel, countryLabel } from "./countries.js";
import { daysOf } from "./days.js";
import { departmentWith } from "./departments.js";
import { SOURCE, VINTAGE } from "./vintage.js";

/** Names for codes. They are for display alone: decide nothing by them. */
export interface Labels {
  /** The commune with this code, as it was called on a day, or in a month or a year: `1964-03-07`, `1964-03`, `1964`. */
  commune(code: string, iso?: string): CommuneLabel | undefined;
  /** The country with this code, as it was called then. */
  country(code: string, language: "fr" | "en", iso?: string): CountryLabel | undefined;
  /** The year of INSEE's list whose names are today's. */
  readonly vintage: number;
  /** The source and its licence, which asks to be named where the labels are shown. */
  readonly source: string;
}

/** Where a page has the names of communes from. */
export interface PageSource {
  /** The folder that `fc-pivot labels` wrote, as the page's own origin serves it: `/labels/`. */
  readonly from: string;
  /** Whose birthplace is shown: the file of that department is enough, some 2 KB. Without it, all of France is loaded: some 200 KB. */
  readonly identity?: Pick<Identity, "birthplace" | "rnipp"> | undefined;
}

/** The name of the file with all departments. */
export const ALL = "communes.txt";
/** The name of a department's file. */
export const fileOf = (department: string): string => `${department}.txt`;

/** Opens the labels. In a page, `from` is needed. */
export async function openLabels(page?: PageSource): Promise<Labels> {
  const partOf = page === undefined ? await open() : await fetched(page);
  const communes = new Communes(partOf);
  return {
    commune: (code, iso) => communes.label(code, daysOf(iso)),
    country: (code, language, iso) => countryLabel(code, language, daysOf(iso)),
    vintage: VINTAGE,
    source: SOURCE,
  };
}

async function fetched(page: PageSource): Promise<PartOf> {
  checkOptions(
    "openLabels",
    { ...page, from: page.from ?? "" },
    {
      from: [isFolderHere, "a folder of the page's own origin, with its last slash"],
      identity: [(value) => typeof value === "object" && value !== null, "an identity"],
    },
  );
  const base = new URL(page.from, location.href);
  if (page.identity === undefined) {
    const parts = await file(base, ALL);
    return (department) => parts.get(department);
  }
  const departments = departmentsOf(page.identity);
  const parts = await Promise.all(departments.map(async (department) => (await file(base, fileOf(department))).get(department)));
  return (department) => parts[departments.indexOf(department)];
}

function isFolderHere(from: unknown): boolean {
  if (typeof from !== "string" || from === "" || typeof location === "undefined") return false;
  try {
    const url = new URL(from, location.href);
    return url.origin === location.origin && url.pathname.endsWith("/");
  } catch {
    return false;
  }
}

/** The departments of the birthplaces, the register's too. Where there is none of that code, there is no file. */
function departmentsOf({ birthplace, rnipp }: Pick<Identity, "birthplace" | "rnipp">): string[] {
  const departments = new Set<string>();
  for (const place of [birthplace, rnipp?.birthplace]) {
    const department = place?.kind === "commune" ? departmentOf(place.code) : undefined;
    if (department !== undefined && departmentWith(department) !== undefined) departments.add(department);
  }
  return [...departments];
}

async function file(base: URL, name: string): Promise<ReadonlyMap<string, string>> {
  const answer = await fetch(new URL(name, base), { redirect: "error", referrerPolicy: "no-referrer" }).catch(() => undefined);
  const text = await answer?.text().catch(() => undefined);
  if (answer === undefined || text === undefined || answer.status >= 500) throw new FcPivotError("network_error", "openLabels");
  const parts = partsOf(answer.ok ? text : "");
  // Some servers answer a file that is not there with a page, and 200.
  if (parts.size === 0) throw new FcPivotError("invalid_settings", "openLabels, option from: expected the files that `fc-pivot labels` writes");
  return parts;
}
