// What an agent decides: whose file it is, where data alone cannot say.
// Comes in: an agent who is signed in, a request that waits. Goes out: the files to compare, the decision written. Never: a decision in the
// agent's own case, or for a file that reconciling does not find now.

import { decide, type Outcome, reconcile, type Resemblance, type Subject } from "fc-pivot/linking";
import { json } from "./http.ts";
import { find, forget, remove, waiting } from "./request.ts";
import { linkStore } from "./store.ts";

/** The agent's name, if the person is one. */
export async function agentName(db: D1Database, { issuer, sub }: Subject): Promise<string | undefined> {
  const row = await db.prepare("SELECT name FROM agent WHERE issuer = ? AND sub = ?").bind(issuer, sub).first<{ name: string }>();
  return row?.name;
}

/** What waits, with the files in question and what they agree and differ in. */
export async function requests(db: D1Database): Promise<Response> {
  const examined = (await waiting(db)).map(async ({ token, person }) => {
    const outcome = await reconcile(linkStore(db), person);
    return { request: token, person, outcome: outcome.kind, candidates: candidatesOf(outcome) };
  });
  return json(200, { requests: await Promise.all(examined) });
}

/** The file is hers: the agent has seen the papers that say so, and names them. `request` is the token of what she saw, and of nothing else. */
export async function accept(db: D1Database, agent: Subject, name: string, fields: Record<string, string>): Promise<Response> {
  const { request = "", file = "", evidence = "" } = fields;
  const person = await find(db, request);
  if (person === undefined) return json(404, { state: "no_request" });
  if (person.issuer === agent.issuer && person.sub === agent.sub) return json(403, { state: "own_case" });
  if (evidence.trim() === "") return json(400, { state: "no_evidence" });

  const outcome = await reconcile(linkStore(db), person);
  if (outcome.kind === "known" || outcome.kind === "superseded" || outcome.kind === "new") return json(409, { state: "nothing_to_decide" });
  if (!candidatesOf(outcome).some(({ fileId }) => fileId === file)) return json(409, { state: "not_a_candidate" });
  const written = await decide(linkStore(db), outcome, file, { agent: name, evidence });
  if (written.kind === "raced") return json(409, { state: "raced" });
  await forget(db, person);
  return json(200, { state: "linked", file });
}

/** None is hers. What was kept of her for the decision goes; she can open a file of her own. */
export async function refuse(db: D1Database, fields: Record<string, string>): Promise<Response> {
  return (await remove(db, fields.request ?? "")) ? json(200, { state: "refused" }) : json(404, { state: "no_request" });
}

function candidatesOf(outcome: Outcome): readonly Resemblance[] {
  if (outcome.kind === "match") return [outcome.candidate];
  return "candidates" in outcome ? outcome.candidates : [];
}
