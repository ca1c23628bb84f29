/**
 * Levels of assurance, in their order.
 *
 * In: the level of the session and the one that something takes. Out: whether it is enough, whether it can be raised.
 * Never: a decision on access. This only says what to show; the server must check the level itself.
 */
const ORDER: readonly string[] = ["eidas1", "eidas2", "eidas3"];

export const HIGHEST = "eidas3";

/** A level that is not in the list satisfies nothing but itself. */
export const satisfies = (acr: string, required: string): boolean =>
  acr === required || (ORDER.includes(required) && ORDER.indexOf(acr) > ORDER.indexOf(required));

export const canBeRaised = (acr: string): boolean => ORDER.includes(acr) && acr !== HIGHEST;
