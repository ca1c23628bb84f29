// The rules of a match: each one small, named, and with its reason.
// Comes in: a comparison. Goes out: yes or no. Never: a weight or a threshold. A file given to the wrong person is a catastrophe, a file that
// is not found is a nuisance: where these rules err, they must err to the second.

import { type Agreement, type Comparison, type Datum, speaksFor } from "./agreement.js";

/** The data that establish a match. Gender does not: half of everybody shares it. */
const ESTABLISHING = ["name", "givenNames", "birthdate", "birthplace"] as const satisfies readonly Datum[];
const ALL = [...ESTABLISHING, "gender"] as const;

/**
 * What one change of the civil status makes different. Gender and given names may change together. (A change of the year of birth is not
 * looked for: see `Search`.)
 */
const CHANGES: readonly (readonly Datum[])[] = [["name"], ["givenNames"], ["gender"], ["givenNames", "gender"], ["birthdate"], ["birthplace"]];

/**
 * The file agrees with the person: nothing speaks against it, and each of the establishing data speaks for it.
 *
 * All four are needed. Without the given names, twins are one; without the day or the place, so are people of a common name.
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
 * Who and when speak for the file; but something is missing to tell a namesake, or the register alone says it. The paper that tells which of
 * the two words is right is an agent's to read.
 */
export function mayAgree(comparison: Comparison): boolean {
  const needed = ["name", "givenNames", "birthdate"] as const;
  return ALL.every((datum) => comparison[datum].agreement !== "different") && needed.every((datum) => comparison[datum].agreement !== "unknown");
}

/** The register speaks for the file against the identity provider. */
export function isDisputed(comparison: Comparison): boolean {
  return ALL.some((datum) => comparison[datum].agreement === "disputed");
}

/** Each datum agrees wholly, by the identity provider's word. */
export function agreesWholly(comparison: Comparison): boolean {
  return ALL.every((datum) => comparison[datum].agreement === "same");
}

/**
 * One change of the civil status, and nothing else, is between them. It looks the same whether she changed her given name or has a twin
 * sister; so this asks for evidence and never decides.
 */
export function differsByOneChange(comparison: Comparison): boolean {
  const different = differing(comparison);
  const unchanged = ALL.filter((datum) => !different.includes(datum));
  return CHANGES.some((change) => isSameSet(change, different)) && unchanged.every((datum) => staysEqual(datum, comparison[datum].agreement));
}

/** The data in which the file is not what the identity provider says; that the register may say it takes nothing from that. */
export function differing(comparison: Comparison): Datum[] {
  return ALL.filter((datum) => ["different", "disputed"].includes(comparison[datum].agreement));
}

/** A date that may be presumed, in a place known by its country alone: registers of some countries hold thousands on one such day. */
function isTooVague({ birthdate, birthplace }: Comparison): boolean {
  return birthdate.agreement === "partly" && birthplace.agreement === "partly";
}

/** The register may fill in one datum. If it filled in more, it would establish the identity, and it has no level of assurance. */
function leansOnRegister(comparison: Comparison): boolean {
  return ALL.filter((datum) => comparison[datum].source === "register").length > 1;
}

/** Beside a change, all else must be the same: a common given name alone must not make a suspect of a newcomer. */
function staysEqual(datum: Datum, agreement: Agreement): boolean {
  if (datum === "birthplace") return speaksFor(agreement); // those born abroad have no more than the country
  return agreement === "same" || (datum === "gender" && agreement === "unknown");
}

const isSameSet = (one: readonly Datum[], other: readonly Datum[]) => one.length === other.length && one.every((datum) => other.includes(datum));
