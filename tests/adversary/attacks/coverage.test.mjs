/** Every row of the table of attacks (README.md beside this file) names tests that bear its id; which tests bear it is read from the sources. */
import assert from "node:assert/strict";
import { join, relative } from "node:path";
import { describe, it } from "node:test";
import { filesBelow, root } from "../../runner/checkout.mjs";
import { figure } from "../../runner/figures/figure.mjs";
import { testFiles } from "../../runner/find.mjs";
import { hasTest, rowsInJavaScript, rowsInRust, rowsOf } from "./names.mjs";
import { table, tested } from "./table.mjs";

const LAST = 88;
const idOf = (row) => `N${String(row).padStart(2, "0")}`;

/** Row → the files with a test that bears it, at one level. */
function borne(files) {
  const bearers = new Map();
  for (const file of files) {
    for (const row of rowsOf(file)) bearers.set(row, [...(bearers.get(row) ?? []), relative(root, file)]);
  }
  return bearers;
}

describe("the table of attacks", () => {
  // This file and the one that reads SECURITY.md speak of ids, and bear none.
  const speaking = ["coverage", "threat-model"].map((name) => join(root, "tests", "adversary", "attacks", `${name}.test.mjs`));
  const core = borne(filesBelow(join(root, "src")).filter((file) => file.endsWith(".rs")));
  const outside = borne(testFiles(join(root, "tests")).filter((file) => !speaking.includes(file)));

  it("has a row for every number, in their order", () => {
    assert.deepEqual(table.map(({ id }) => id), Array.from({ length: LAST }, (_, index) => idOf(index + 1)));
    for (const { id, attempt } of table) assert.match(attempt, /\w/, id);
  });

  it("names tests that exist, one of them in a file that bears the row's number, or says which work the row belongs to", () => {
    for (const { id, number, tests, later } of table) {
      assert.equal(tests.length === 0, later, id);
      for (const { name, path } of tests) assert.ok(hasTest(path, name), `${id}: ${name}`);
      assert.ok(later || tests.some(({ path }) => rowsOf(path).has(number)), id);
      assert.ok(!later || !(core.has(number) || outside.has(number)), `${id} has a test by now: name it in the table`);
    }
  });

  it("has a test for every row, in the core or through the Worker", () => {
    const without = tested.filter((row) => !core.has(row) && !outside.has(row)).map(idOf);
    figure("attacks, by any test", [tested.length - without.length, tested.length, "tested"]);
    assert.deepEqual(without, []);
  });

  it("has a test through the Worker for every row, since that is where an attack would come in", () => {
    const without = tested.filter((row) => !outside.has(row)).map(idOf);
    figure("attacks, through the Worker or the browser", [tested.length - without.length, tested.length, "tested"]);
    assert.deepEqual(without, []);
  });

  it("has no test for a row that is not in it", () => {
    const unknown = [...new Set([...core.keys(), ...outside.keys()])].filter((row) => row < 1 || row > LAST).map(idOf);
    assert.deepEqual(unknown, []);
  });
});

describe("how ids are read", () => {
  it("in Rust: from the names of tests alone, ranges included", () => {
    const source = "#[test]\nfn n01_a() {}\n#[test]\n#[cfg(x)]\nfn n19_to_n21_b() {}\n#[test]\nfn n33_and_n35_c() {}\n// n50_d\nfn n51_helper() {}\n#[test]\nfn other_n52() {}";
    assert.deepEqual([...rowsInRust(source)], [1, 19, 20, 21, 33, 35]);
  });

  it("in JavaScript: from texts, not from comments", () => {
    const source = '/** N01 */\nit("N02 N03 a", () => {}); // N04\nconst table = { "N05 b": 1 };\nit(`${x}: N06`, f); // "N07"\nN08;';
    assert.deepEqual([...rowsInJavaScript(source)], [2, 3, 5, 6]);
  });
});
