// `fc-pivot/linking`: finds the application's file of a person who signs in, by (issuer, sub) and nothing else; on her first visit, finds which
// existing files may be hers.
// Comes in: a verified identity, the application's store. Goes out: outcomes with their reasons. Never: a network, a clock, a dependency.

export type { Agreement, Comparison, Datum, Finding } from "./agreement.js";
export type { SameCommune } from "./birthplaces.js";
export { type AgentsDecision, decide, link, openFile, type PersonsProof, type Written } from "./link.js";
export { type CivilStatus, civilStatusOf, type Person, personOf, type Subject } from "./person.js";
export {
  type Ambiguous,
  type ChangedSub,
  type Known,
  type Match,
  type New,
  type Outcome,
  reconcile,
  type ReconcileOptions,
  type Resemblance,
  type Superseded,
} from "./reconcile.js";
export { type Basis, type Candidate, type Link, type LinkStore, type NewLink, type Search, type SearchKeys, searchKeys } from "./store.js";
