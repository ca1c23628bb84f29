/**
 * What campaigns are written with.
 *
 * In: codes, names, reasons. Out: operators with the verdict that they lead to, and lines of the table of differences.
 * Never: a difference without a reason.
 */

/** The same verdict of ours for several operators. */
export const leadsTo = (code, operators) =>
  Object.fromEntries(Object.entries(operators).map(([name, operator]) => [name, { ours: [code].flat(), ...operator }]));

/** We refuse with `code`, they accept. */
export const stricter = (name, code, operators, why) => ({ name, why, operators, ours: [code].flat(), theirs: /^accepted$/ });

/** We accept, they refuse. There are few of these, and each has to say why nothing is lost. */
export const laxer = (name, theirs, operators, why) => ({ name, why, operators, ours: ["accepted"], theirs });

/** Applies the operators' functions called `step`, one after the other. */
export const applyAll = (applied, step, draft, choices) =>
  applied.reduce((changed, operator) => (operator[step] === undefined ? changed : operator[step](changed, choices)), draft);

/** The same for functions called `text`; each of them takes text, whatever the one before it made. */
export const applyText = (applied, text, choices) =>
  Buffer.from(applied.reduce((changed, operator) => (operator.text === undefined ? changed : operator.text(String(changed), choices)), text));

/** One bit of these octets is another. */
export function flip(octets, choices) {
  octets[choices.below(octets.length)] ^= 1 << choices.below(8);
  return octets;
}

/** `what`, somewhere inside `text`. */
export function insert(text, what, choices) {
  const at = choices.between(1, text.length - 1);
  return text.slice(0, at) + what + text.slice(at);
}
