// What waits for an agent, in D1.
// Comes in: the person who asks; the token of what an agent saw. Goes out: rows. Never: a row by its number. A decision names a token, which
// nobody can count to and no other row ever has.

import { type Person, personOf, type Subject } from "fc-pivot/linking";

/** A person as she asked, and the token of just that. */
export interface Waiting {
  token: string;
  person: Person;
}

// With other data it is another request: whoever saw the earlier one has not seen this.
const ASK = `
  INSERT INTO request (issuer, sub, person) VALUES (?, ?, ?)
  ON CONFLICT (issuer, sub) DO UPDATE SET person = excluded.person, token = excluded.token WHERE person <> excluded.person`;

const REVISE = "UPDATE request SET person = ?3, token = lower(hex(randomblob(16))) WHERE issuer = ?1 AND sub = ?2 AND person <> ?3";

/** She asks, or asks again. */
export async function ask(db: D1Database, person: Person): Promise<void> {
  await db
    .prepare(ASK)
    .bind(...valuesOf(person))
    .run();
}

/** She comes again: what waits of her, if anything, says what her identity provider says now. */
export async function revise(db: D1Database, person: Person): Promise<void> {
  await db
    .prepare(REVISE)
    .bind(...valuesOf(person))
    .run();
}

/** All of them, the first one first. */
export async function waiting(db: D1Database): Promise<Waiting[]> {
  const { results } = await db.prepare("SELECT token, person FROM request ORDER BY id").all<{ token: string; person: string }>();
  return results.map(({ token, person }) => ({ token, person: JSON.parse(person) as Person }));
}

/** Who asked, if it is still what she asks. */
export async function find(db: D1Database, token: string): Promise<Person | undefined> {
  const row = await db.prepare("SELECT person FROM request WHERE token = ?").bind(token).first<{ person: string }>();
  return row === null ? undefined : (JSON.parse(row.person) as Person);
}

/** Whether it was there to be taken away. */
export async function remove(db: D1Database, token: string): Promise<boolean> {
  return (await db.prepare("DELETE FROM request WHERE token = ? RETURNING id").bind(token).first()) !== null;
}

/** Once she has a file, nothing of hers waits any more, and what was kept for that goes. */
export async function forget(db: D1Database, { issuer, sub }: Subject): Promise<void> {
  await db.prepare("DELETE FROM request WHERE issuer = ? AND sub = ?").bind(issuer, sub).run();
}

const valuesOf = (person: Person) => [person.issuer, person.sub, JSON.stringify(personOf(person))];
