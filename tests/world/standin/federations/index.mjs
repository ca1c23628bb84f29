/**
 * The federations that the stand-in plays.
 *
 * In: a name. Out: the federation, as data. Never: behaviour that depends on the name; the modules read the fields.
 */
import { FRANCECONNECT } from "./franceconnect.mjs";
import { FRANCECONNECT_PLUS } from "./franceconnect-plus.mjs";
import { PROCONNECT } from "./proconnect.mjs";

const ALL = [FRANCECONNECT_PLUS, FRANCECONNECT, PROCONNECT];

export const FEDERATIONS = Object.freeze(ALL.map(({ name }) => name));

export function federationNamed(name) {
  const found = ALL.find((federation) => federation.name === name);
  if (found === undefined) throw new TypeError(`plays: expected one of ${FEDERATIONS.join(", ")}`);
  return found;
}
