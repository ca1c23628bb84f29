/** The report reads the figures that tests print, and lets none be short in silence. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { figuresIn } from "./figures.mjs";
import { report } from "./report.mjs";

const OUTPUT = `
test vectors ... figure: wycheproof one: 2 of 2 accepted, 39 of 39 refused
# figure: attacks, by any test: 69 of 70 named
figure: fuzz corpus jwe: 12 inputs
figure: fuzz corpus jwe: 12 inputs
a figure of speech: none
`;
const figures = figuresIn(OUTPUT);

it("finds each figure once, whatever the runner put before it", () => {
  assert.deepEqual(figures, [
    { name: "wycheproof one", says: "2 of 2 accepted, 39 of 39 refused", short: false },
    { name: "attacks, by any test", says: "69 of 70 named", short: true },
    { name: "fuzz corpus jwe", says: "12 inputs", short: false },
  ]);
});

it("names what is short without a reason, and nothing else", () => {
  const page = (shown) => report({ figures: shown, sums: [{ name: "cargo test", passed: 3, failed: 0 }], commit: "abc", day: "2026-11-22" });
  assert.deepEqual(page(figures).unexplained, ["attacks, by any test"]);
  assert.match(page(figures).text, /69 of 70 named\. \*\*No reason is given\.\*\*/);
  assert.deepEqual(page(figures.filter(({ short }) => !short)).unexplained, []);
  assert.match(page(figures).text, /\| cargo test \| 3 \| 0 \|/);
});
