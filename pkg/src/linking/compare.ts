// Compares the person with one file, datum by datum.
// Comes in: both. Goes out: a finding for each datum. Never: a decision; rules.ts makes it.

import type { Identity, Rnipp } from "../shared/identity.js";
import { type Agreement, type Comparison, type Finding, speaksFor } from "./agreement.js";
import { compareBirthdates } from "./birthdates.js";
import { compareBirthplaces, type SameCommune } from "./birthplaces.js";
import { compareGivenNames, compareNames } from "./names.js";
import type { CivilStatus, Person } from "./person.js";

/** Compares the file with the identity provider's data, and with the register's. */
export function compare(person: Person, file: CivilStatus, sameCommune?: SameCommune): Comparison {
  const finding = (agreement: (series: Person | Rnipp) => Agreement) =>
    preferProvider(agreement(person), person.rnipp === undefined ? "unknown" : agreement(person.rnipp));
  return {
    name: finding((series) => compareFamilyNames(series, file)),
    givenNames: finding((series) => compareGivenNames(series.givenNames, file.givenNames)),
    gender: finding((series) => compareGenders(series.gender, file.gender)),
    birthdate: finding((series) => compareBirthdates(series.birthdate, file.birthdate)),
    birthplace: finding((series) => compareBirthplaces(series, file, sameCommune)),
  };
}

/**
 * The register has no level of assurance. It may fill in what the identity provider leaves open: then a datum agrees `partly`, never wholly.
 * It overrules nothing. A variant spelling and a twin's given name look the same here, so where the provider contradicts it, the datum is
 * `disputed`.
 */
function preferProvider(provider: Agreement, register: Agreement): Finding {
  if (provider === "unknown" && register !== "unknown") return { agreement: register === "same" ? "partly" : register, source: "register" };
  if (provider === "different" && speaksFor(register)) return { agreement: "disputed", source: "register" };
  return { agreement: provider, source: "provider" };
}

/**
 * Compares birth names wherever both are known: the name in use changes, is shared by a couple, and cannot outweigh it. Where one of them
 * is not known, equal names in use agree `partly`. A European identity has only the name in use, which for many people is their birth name.
 */
function compareFamilyNames(person: Pick<Identity, "birthName" | "usualName">, file: CivilStatus): Agreement {
  const births = compareNames(person.birthName, file.birthName);
  if (births !== "unknown") return births;
  const pairs = [
    compareNames(person.usualName, file.usualName),
    compareNames(person.birthName, file.usualName),
    compareNames(person.usualName, file.birthName),
  ];
  if (pairs.includes("same")) return "partly";
  return "unknown";
}

/** An unspecified gender says nothing. */
function compareGenders(one: Identity["gender"], other: Identity["gender"]): Agreement {
  const open = (gender: Identity["gender"]) => gender === undefined || gender === "unspecified";
  if (open(one) || open(other)) return "unknown";
  return one === other ? "same" : "different";
}
