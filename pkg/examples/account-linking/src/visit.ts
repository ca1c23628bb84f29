// What a person meets who signs in: her file, or the way to it.
// Comes in: her verified identity. Goes out: JSON for the page. Never: a word of a file that is not linked with her, not even whose it might be.

import { link, openFile, type Outcome, type Person, reconcile, type Written } from "fc-pivot/linking";
import { json } from "./http.ts";
import { ask, forget, revise } from "./request.ts";
import { linkStore } from "./store.ts";

const MOST_TRIES = 5;

const COUNT_TRY = `
  INSERT INTO attempt (issuer, sub, tries) VALUES (?1, ?2, 1)
  ON CONFLICT DO UPDATE SET tries = tries + 1 WHERE tries < ?3 RETURNING tries`;

/** Where she stands. `match` asks for her file's number; `unsure` offers a new file, or an agent's examination. */
export async function visit(db: D1Database, person: Person): Promise<Response> {
  await revise(db, person);
  const outcome = await reconcile(linkStore(db), person);
  switch (outcome.kind) {
    case "known":
      return json(200, { state: "linked", file: outcome.fileId });
    case "superseded":
      return json(403, { state: "superseded" });
    case "match":
      return json(200, { state: "match", asks: "file_number" });
    case "ambiguous":
    case "changedSub":
      return json(200, { state: "unsure" });
    case "new":
      return json(200, { state: "new" });
  }
}

/** She proves the file that matched by the number on its letters. */
export async function confirm(db: D1Database, person: Person, number: string): Promise<Response> {
  const outcome = await reconcile(linkStore(db), person);
  if (outcome.kind !== "match") return json(409, { state: "nothing_to_confirm" });
  // Counted before it is looked at: tries at the same moment count as well.
  const counted = await db.prepare(COUNT_TRY).bind(person.issuer, person.sub, MOST_TRIES).first();
  if (counted === null) return json(429, { state: "too_many_tries" });
  const file = await db.prepare("SELECT id FROM file WHERE number = ?").bind(number).first<{ id: number }>();
  if (String(file?.id) !== outcome.candidate.fileId) return json(403, { state: "wrong_number" });
  return settled(db, person, await link(linkStore(db), outcome, { evidence: "file number" }));
}

/** She says that none is hers, or has none. */
export async function open(db: D1Database, person: Person): Promise<Response> {
  const outcome = await reconcile(linkStore(db), person);
  if (!isFirstVisit(outcome)) return json(409, { state: "linked_already" });
  return settled(db, person, await openFile(linkStore(db), outcome));
}

/** She says that a file is hers and cannot prove it here, perhaps since her civil status changed: an agent will see her papers. */
export async function askAgent(db: D1Database, person: Person): Promise<Response> {
  const outcome = await reconcile(linkStore(db), person);
  if (!isFirstVisit(outcome) || outcome.kind === "new") return json(409, { state: "nothing_to_examine" });
  await ask(db, person);
  return json(202, { state: "waiting" });
}

const isFirstVisit = (outcome: Outcome) => outcome.kind !== "known" && outcome.kind !== "superseded";

async function settled(db: D1Database, person: Person, written: Written): Promise<Response> {
  if (written.kind === "raced") return json(409, { state: "raced" });
  await forget(db, person);
  return json(200, { state: "linked", file: written.fileId });
}
