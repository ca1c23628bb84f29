// The rules of a match: each one small, named, and with its reason.
// Comes in: a comparison. Goes out: yes or no. Never: a weight or a threshold. A file given to the wrong person is a catastrophe; a file that
// is not found is a nuisance. When in doubt, these rules find nothing.

import { type Agreement, type Comparison, type Datum, speaksFor } from "./agreement.js";

/** The data that establish a match. Gender does not: half of all people share it. */
const ESTABLISHING = ["name", "givenNames", "birthdate", "birthplace"] as const satisfies readonly Datum[];
const ALL = [...ESTABLISHING, "gender"] as const;

/**
 * The data that one change of the civil status changes. Gender and given names may change together. A change of the year of birth is not
 * searched for: see `Search`.
 */
const CHANGES: readonly (readonly Datum[])[] = [["name"], ["givenNames"], ["gender"], ["givenNames", "gender"], ["birthdate"], ["birthplace"]];

/**
 * The file agrees with the person: nothing speaks against it, and each of the establishing data speaks for it.
 *
 * All four are needed. Without the given names, twins would match; without the day or the place, people with a common name would.
 */
export function agrees(comparison: Comparison): boolean {
  return (
    differing(comparison).length === 0 &&
    ESTABLISHING.every((datum) => speaksFor(comparison[datum].agreement)) &&
    !isTooVague(comparison) &&
    !leansOnRegister(comparison)
  );
}

/**
 * Names and date of birth speak for the file, but too little is known to exclude a namesake, or the register alone says it. An agent reads
 * the document that shows which of the two is right.
 */
export function mayAgree(comparison: Comparison): boolean {
  const needed = ["name", "givenNames", "birthdate"] as const;
  return ALL.every((datum) => comparison[datum].agreement !== "different") && needed.every((datum) => comparison[datum].agreement !== "unknown");
}

/** The register agrees with the file, against the identity provider. */
export function isDisputed(comparison: Comparison): boolean {
  return ALL.some((datum) => comparison[datum].agreement === "disputed");
}

/** Each datum agrees wholly, by the identity provider's data. */
export function agreesWholly(comparison: Comparison): boolean {
  return ALL.every((datum) => comparison[datum].agreement === "same");
}

/**
 * They differ by one change of the civil status and nothing else. A changed given name and a twin sister look the same here, so this asks for
 * evidence and never decides.
 */
export function differsByOneChange(comparison: Comparison): boolean {
  const different = differing(comparison);
  const unchanged = ALL.filter((datum) => !different.includes(datum));
  return CHANGES.some((change) => isSameSet(change, different)) && unchanged.every((datum) => staysEqual(datum, comparison[datum].agreement));
}

/** The data in which the file differs from what the identity provider says, even where it agrees with the register. */
export function differing(comparison: Comparison): Datum[] {
  return ALL.filter((datum) => ["different", "disputed"].includes(comparison[datum].agreement));
}

/** A date that may be presumed, and a place known by its country alone: some countries' registers hold thousands of people on one such day. */
function isTooVague({ birthdate, birthplace }: Comparison): boolean {
  return birthdate.agreement === "partly" && birthplace.agreement === "partly";
}

/** The register may fill in one datum. With more it would establish the identity, although it has no level of assurance. */
function leansOnRegister(comparison: Comparison): boolean {
  return ALL.filter((datum) => comparison[datum].source === "register").length > 1;
}

/** Beside a change, all else must be the same: a common given name alone must not send a newcomer to an agent. */
function staysEqual(datum: Datum, agreement: Agreement): boolean {
  if (datum === "birthplace") return speaksFor(agreement); // for people born abroad, only the country is known
  return agreement === "same" || (datum === "gender" && agreement === "unknown");
}

const isSameSet = (one: readonly Datum[], other: readonly Datum[]) => one.length === other.length && one.every((datum) => other.includes(datum));
