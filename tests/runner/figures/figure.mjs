/**
 * One figure of a test, as a line that a report can collect.
 *
 * In: what was counted, and the counts. Out: `figure: NAME: N of M WHAT, N of M WHAT` on standard output. Never: a judgement; what the
 * counts must be, the test asserts. `figure.rs` beside this file writes the same form.
 */

/** Prints the counts of `name`: each `[number, of, what]`. */
export function figure(name, ...counts) {
  console.log(`figure: ${name}: ${counts.map(([number, of, what]) => `${number} of ${of} ${what}`).join(", ")}`);
}
