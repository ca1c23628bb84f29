//! One figure of a test, as a line that a report can collect.
//!
//! Comes in: what was counted, and the counts. Goes out: `figure: NAME: N of M WHAT, N of M WHAT` on standard output, past the capture of
//! the test harness. Never: a judgement; what the counts must be, the test asserts. `tests/runner/figures/figure.mjs` writes the same form.

use std::io::Write as _;

/// How many of how many were what.
pub struct Count(pub usize, pub usize, pub &'static str);

/// Prints the counts of `name`.
pub fn figure(name: &str, counts: &[Count]) {
    let counts: Vec<String> = counts.iter().map(|Count(number, of, what)| format!("{number} of {of} {what}")).collect();
    // With one test thread the harness has begun a line of its own, which must not swallow this one.
    let line = format!("\nfigure: {name}: {}\n", counts.join(", "));
    std::io::stdout().write_all(line.as_bytes()).expect("standard output can be written to");
}
