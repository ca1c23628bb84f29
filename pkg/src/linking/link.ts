// Links a person with a file, once somebody has confirmed that it is hers.
// Comes in: an outcome of `reconcile` from this very request, and who confirmed it by what. Goes out: whether it was written. Never: a file
// that the outcome does not name; a file taken from its holder without an agent.

import { speaksFor } from "./agreement.js";
import { type Person, civilStatusOf, type CivilStatus } from "./person.js";
import type { Ambiguous, ChangedSub, Match, New, Resemblance } from "./reconcile.js";
import type { Basis, LinkStore } from "./store.js";

/** `raced`: another request was faster. Nothing was written; reconcile anew. */
export type Written = { kind: "linked"; fileId: string } | { kind: "raced" };

/** How the person has shown that the file is hers: what she was asked for (`"file number"`), never what she answered. */
export interface PersonsProof {
  evidence: string;
}

/** Who decided, and on what evidence. */
export interface AgentsDecision extends PersonsProof {
  agent: string;
}

/** Links the file that matched, on the person's own proof. */
export async function link(store: LinkStore, { person, candidate }: Match, { evidence }: PersonsProof): Promise<Written> {
  const basis: Basis = { outcome: "match", agreed: agreed(candidate), confirmedBy: "person", evidence: said(evidence) };
  return written(await store.addLink(newLink(person, candidate.fileId, basis)), candidate.fileId);
}

/** Links the file that an agent chose. If another `sub` has it, that link is superseded and stays in the history. */
export async function decide(
  store: LinkStore,
  outcome: Match | Ambiguous | ChangedSub,
  fileId: string,
  { agent, evidence }: AgentsDecision,
): Promise<Written> {
  const candidate = candidatesOf(outcome).find((one) => one.fileId === fileId);
  if (candidate === undefined) throw new RangeError("the decision is for a file that reconciling did not find");
  const basis: Basis = { outcome: outcome.kind, agreed: agreed(candidate), confirmedBy: "agent", agent: said(agent), evidence: said(evidence) };
  const toWrite = newLink(outcome.person, fileId, basis);
  const { linkedSub } = candidate;
  return written(await (linkedSub === undefined ? store.addLink(toWrite) : store.replaceLink(toWrite, linkedSub)), fileId);
}

/** Opens a new file for her: no existing file is hers, or she says so. Two files for one person are a nuisance that can be mended. */
export async function openFile(
  store: LinkStore,
  { kind, person }: New | Match | Ambiguous | ChangedSub,
  civilStatus: CivilStatus = civilStatusOf(person),
): Promise<Written> {
  const { issuer, sub } = person;
  const basis: Basis = { outcome: kind, agreed: [], confirmedBy: "person", evidence: "new file" };
  const fileId = await store.openFile({ issuer, sub, basis }, civilStatus);
  return fileId === null ? { kind: "raced" } : { kind: "linked", fileId };
}

const newLink = ({ issuer, sub }: Person, fileId: string, basis: Basis) => ({ issuer, sub, fileId, basis });
const candidatesOf = (outcome: Match | Ambiguous | ChangedSub) => (outcome.kind === "match" ? [outcome.candidate] : outcome.candidates);
const written = (done: boolean, fileId: string): Written => (done ? { kind: "linked", fileId } : { kind: "raced" });

function agreed({ comparison }: Resemblance): string[] {
  const spoke = Object.entries(comparison).filter(([, { agreement }]) => speaksFor(agreement));
  return spoke.map(([datum, { agreement, source }]) => `${datum}: ${agreement}, ${source}`);
}

function said(text: string): string {
  if (text.trim() === "") throw new TypeError("a link is written with who confirmed it and by what");
  return text;
}
