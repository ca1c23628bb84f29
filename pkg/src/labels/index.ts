// `fc-pivot/labels`: the names of places for their codes, and a civil status as people write it.
// Comes in: codes, dates, an identity. Goes out: texts in French and English, for people to read. Never: a decision; the account's linking
// does not look here.

export type { CommuneLabel } from "./communes.js";
export type { CountryLabel } from "./countries.js";
export type { Department } from "./departments.js";
export { describe, type Described, type Description } from "./describe.js";
export { type Labels, openLabels, type PageSource } from "./open.js";
