// Whose file is it? The answer for a person who has just signed in.
// Comes in: the verified identity, the application's store. Goes out: one of six outcomes, with its reasons. Never: a link. What is found
// here must be confirmed first; link.ts writes it.

import type { Comparison, Datum } from "./agreement.js";
import type { SameCommune } from "./birthplaces.js";
import { compare } from "./compare.js";
import { type Person, type Subject, personOf } from "./person.js";
import { agrees, agreesWholly, differing, differsByOneChange, isDisputed, mayAgree } from "./rules.js";
import { type Candidate, type LinkStore, searchFor } from "./store.js";

/** A file that could be the person's, and why. */
export interface Resemblance {
  readonly fileId: string;
  /** The `sub` that the file is linked to now. */
  readonly linkedSub?: string;
  /** `whole`: every datum is the same by the identity provider's data. `partial`: some are missing, vague, or the register's. */
  readonly sureness: "whole" | "partial";
  /** The data that speak against it, even where the register's speak for it: what a change of civil status would have changed. */
  readonly differs: readonly Datum[];
  readonly comparison: Comparison;
}

/** (issuer, sub) has this file: let her in. */
export interface Known {
  readonly kind: "known";
  readonly fileId: string;
}

/** Her `sub` had a file, and an agent gave it to another `sub`. One of the two is wrong: an agent must look at it. */
export interface Superseded {
  readonly kind: "superseded";
  readonly fileId: string;
}

/** Exactly one file agrees, and nobody has it. Ask for something that only its holder knows, then `link`. */
export interface Match {
  readonly kind: "match";
  readonly person: Person;
  readonly candidate: Resemblance;
}

/**
 * Several files that data alone cannot tell apart (`several`); one file with too little data to exclude a namesake (`incomplete`); one file
 * that the register agrees with, against the identity provider (`disputed`). An agent decides.
 */
export interface Ambiguous {
  readonly kind: "ambiguous";
  readonly why: "several" | "incomplete" | "disputed";
  readonly person: Person;
  readonly candidates: readonly Resemblance[];
}

/**
 * Files of another `sub` that agree, except for at most one change of civil status. The holder may be her, under an earlier `sub`, or her
 * twin, or a namesake. An agent decides, on evidence.
 */
export interface ChangedSub {
  readonly kind: "changedSub";
  readonly person: Person;
  readonly candidates: readonly Resemblance[];
}

/** No file is hers. */
export interface New {
  readonly kind: "new";
  readonly person: Person;
}

/** Where a person stands: `kind` says which of the six. */
export type Outcome = Known | Superseded | Match | Ambiguous | ChangedSub | New;

/** What the application knows that this package does not. */
export interface ReconcileOptions {
  /** Whether two codes name one commune: from INSEE's table of merged communes. */
  sameCommune?: SameCommune | undefined;
}

/** Whose file is it? By (issuer, sub); and on a first visit, which files could be hers. */
export async function reconcile(store: LinkStore, identity: Person, options: ReconcileOptions = {}): Promise<Outcome> {
  const person = personOf(identity);
  const link = await store.findLink(subjectOf(person));
  if (link !== null) return { kind: link.superseded ? "superseded" : "known", fileId: link.fileId };
  const search = searchFor(person);
  const candidates = search === undefined ? [] : await store.findCandidates(search);
  return firstVisit(person, candidates, options);
}

/** What a `sub` without a file finds. The order is the policy: a file that has a holder is never a `match`. */
export function firstVisit(person: Person, candidates: readonly Candidate[], { sameCommune }: ReconcileOptions = {}): Outcome {
  const all = candidates.map((candidate) => resemblance(person, candidate, sameCommune));
  const agreeing = all.filter(({ comparison }) => agrees(comparison));
  const possible = all.filter(({ comparison }) => agrees(comparison) || mayAgree(comparison));

  const [only] = agreeing;
  if (only !== undefined && possible.length === 1 && only.linkedSub === undefined) return { kind: "match", person, candidate: only };
  if (possible.some(({ linkedSub }) => linkedSub === undefined)) {
    return { kind: "ambiguous", why: whyAmbiguous(possible), person, candidates: possible };
  }
  const taken = all.filter((one) => possible.includes(one) || (one.linkedSub !== undefined && differsByOneChange(one.comparison)));
  return taken.length > 0 ? { kind: "changedSub", person, candidates: taken } : { kind: "new", person };
}

function whyAmbiguous(possible: readonly Resemblance[]): Ambiguous["why"] {
  if (possible.length > 1) return "several";
  return possible.some(({ comparison }) => isDisputed(comparison)) ? "disputed" : "incomplete";
}

function resemblance(person: Person, { fileId, civilStatus, linkedSub }: Candidate, sameCommune?: SameCommune): Resemblance {
  const comparison = compare(person, civilStatus, sameCommune);
  return {
    fileId,
    ...(linkedSub === undefined ? {} : { linkedSub }),
    sureness: agreesWholly(comparison) ? "whole" : "partial",
    differs: differing(comparison),
    comparison,
  };
}

const subjectOf = ({ issuer, sub }: Subject): Subject => ({ issuer, sub });
