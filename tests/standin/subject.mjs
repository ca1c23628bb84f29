/**
 * The pairwise subject identifier: 64 hexadecimal digits and `v1`.
 *
 * In: a client and a person. Out: the same `sub` for the same two, at any port and after any restart, and another one
 * for any other client. Never: anything that leads back from `sub` to the person.
 */
import { createHash } from "node:crypto";

export function subjectOf(clientId, personId) {
  // Both lengths are bound, so that no other pair of names can be spelled into the same bytes.
  const input = JSON.stringify([clientId, personId]);
  return `${createHash("sha256").update(input).digest("hex")}v1`;
}
