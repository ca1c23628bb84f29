// What the application's database does for reconciling. The application implements it; the guide shows it for SQLite.
// Comes in: a subject, a search, a link to write. Goes out: links and candidates, and whether a write happened. Never: a decision; half a write.

import type { CivilStatus, Person, Subject } from "./person.js";
import { firstWordKey, nameKey } from "./names.js";
import { parseDate } from "./birthdates.js";

/** The file that a person's `sub` was linked to. */
export interface Link {
  fileId: string;
  /** Whether another `sub` has taken its place, after a change of civil status. */
  superseded: boolean;
}

/** A file that may be the person's. */
export interface Candidate {
  fileId: string;
  civilStatus: CivilStatus;
  /** The `sub` of the searched issuer that the file is linked to now, if it is. Superseded ones do not count. */
  linkedSub?: string | undefined;
}

/**
 * Which files to look at: born in one of the years, **and** with one of the names (birth name or name in use) **or** one of the first given
 * names. So it finds a person who changed one of the two; the year keeps the result small.
 */
export interface Search {
  issuer: string;
  birthYears: number[];
  nameKeys: string[];
  givenNameKeys: string[];
}

/** The columns that a `Search` looks into, kept beside a file's civil status and written with it. */
export interface SearchKeys {
  birthYear: number | null;
  birthNameKey: string;
  usualNameKey: string;
  givenNameKey: string;
}

/** A link to be written, with what it rests on. */
export interface NewLink extends Subject {
  fileId: string;
  basis: Basis;
}

/** Why a link was made, kept with it for later questions. It names data and holds none of the person's. */
export interface Basis {
  /** What `reconcile` had found. */
  outcome: "match" | "ambiguous" | "changedSub" | "new";
  /** The data that spoke for the file. */
  agreed: string[];
  /** Who confirmed it. */
  confirmedBy: "person" | "agent";
  agent?: string | undefined;
  evidence: string;
}

/**
 * The store must guarantee two things, by constraints of the database and not by looking first, since two requests may come at once:
 *
 * 1. one link for each (issuer, sub), superseded ones included: a `sub` is never given to a second file;
 * 2. one link that is not superseded for each (file, issuer): a file never has two holders.
 *
 * A write that would break one of them, or that comes after the file was erased, changes nothing and says `false` or `null`. Other failures
 * are thrown.
 */
export interface LinkStore {
  /** The subject's link, superseded or not; `null` where there never was one. */
  findLink(subject: Subject): Promise<Link | null>;
  /** The files that the search finds, linked or not. */
  findCandidates(search: Search): Promise<Candidate[]>;
  /** Links the file. */
  addLink(link: NewLink): Promise<boolean>;
  /** In one transaction: the file's link to `formerSub` is superseded, not deleted, and the new one is added. */
  replaceLink(link: NewLink, formerSub: string): Promise<boolean>;
  /** In one transaction: a file is opened and linked. Gives its id. */
  openFile(link: Omit<NewLink, "fileId">, civilStatus: CivilStatus): Promise<string | null>;
}

/** The keys of a file. Write them whenever its civil status is written. */
export function searchKeys(file: CivilStatus): SearchKeys {
  return {
    birthYear: parseDate(file.birthdate)?.year ?? null,
    birthNameKey: nameKey(file.birthName ?? ""),
    usualNameKey: nameKey(file.usualName ?? ""),
    givenNameKey: firstWordKey(file.givenNames ?? ""),
  };
}

/** What to search for, by the data of provider and register; `undefined` where too little is known to search. */
export function searchFor(person: Person): Search | undefined {
  const series = [person, ...(person.rnipp === undefined ? [] : [person.rnipp])];
  const distinct = <T>(values: readonly (T | undefined)[]) => [...new Set(values)].filter((value): value is T => value !== undefined && value !== "");
  const search = {
    issuer: person.issuer,
    birthYears: distinct(series.map(({ birthdate }) => birthdate?.year)),
    nameKeys: distinct([...series.map(({ birthName }) => birthName), person.usualName].map((name) => nameKey(name ?? ""))),
    givenNameKeys: distinct(series.map(({ givenNames }) => firstWordKey(givenNames?.join(" ") ?? ""))),
  };
  return search.birthYears.length === 0 || search.nameKeys.length + search.givenNameKeys.length === 0 ? undefined : search;
}
