/**
 * The subject identifier. FranceConnect's is pairwise: 64 hexadecimal digits and `v1`. ProConnect's is the same everywhere, and stands with the person.
 *
 * In: a legal entity and a person. Out: the same `sub` for the same two, at any port and after any restart, for each client of that
 * entity, and another one for any other entity. A client that names no entity is its own.
 * Never: anything that leads back from `sub` to the person.
 */
import { createHash } from "node:crypto";

export function subjectOf(entity, personId) {
  // Both lengths are bound, so that no other pair of names can be spelled into the same bytes.
  const input = JSON.stringify([entity, personId]);
  return `${createHash("sha256").update(input).digest("hex")}v1`;
}

/** How oidc-provider knows a person: a public subject by itself, else by the person's id, from which the pairwise one is made. */
export const accountOf = ({ id, sub = id }) => sub;
