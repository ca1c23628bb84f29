/**
 * Every row of the table of attacks has a test that bears its id. The rows are N01 to N70; which tests bear them is read from the sources.
 * A Rust test bears the ids that its name begins with (`n19_to_n21_…`), a JavaScript test those in the text that names it ("N57 …").
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { figure } from "../figures/figure.mjs";
import { testFiles } from "../run/find.mjs";

const repository = fileURLToPath(new URL("../../", import.meta.url));
const ROWS = Array.from({ length: 70 }, (_, index) => index + 1);
const idOf = (row) => `N${String(row).padStart(2, "0")}`;

/** The rows that the tests of a Rust source bear. */
function rowsInRust(source) {
  const rows = new Set();
  for (const [, names] of source.matchAll(/#\[test\]\s+(?:#\[[^\]]*\]\s+)*fn ((?:n\d\d_)(?:(?:to|and)_n\d\d_|n\d\d_)*)/g)) {
    const ids = [...names.matchAll(/(to_)?n(\d\d)/g)];
    let last;
    for (const [, to, digits] of ids) {
      const row = Number(digits);
      for (let each = to ? last + 1 : row; each <= row; each += 1) rows.add(each);
      last = row;
    }
  }
  return rows;
}

/** The rows that the tests of a JavaScript source bear: ids in texts, since tables hold most names; comments do not count. */
function rowsInJavaScript(source) {
  const code = source.replace(/\/\*[^]*?\*\//g, "").replace(/(^|[\s;{(,])\/\/.*$/gm, "$1");
  const texts = [...code.matchAll(/"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g)].map(([text]) => text);
  return new Set(texts.flatMap((text) => [...text.matchAll(/\bN(\d\d)\b/g)]).map(([, digits]) => Number(digits)));
}

function rustFiles(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".rs"))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

/** Row → the files with a test that bears it, at one level. */
function borne(files, rowsOf) {
  const bearers = new Map();
  for (const file of files) {
    for (const row of rowsOf(readFileSync(file, "utf8"))) bearers.set(row, [...(bearers.get(row) ?? []), relative(repository, file)]);
  }
  return bearers;
}

describe("the table of attacks", () => {
  const own = fileURLToPath(import.meta.url);
  const core = borne(rustFiles(join(repository, "src")), rowsInRust);
  const outside = borne(testFiles(join(repository, "tests")).filter((file) => file !== own), rowsInJavaScript);

  it("has a test for every row, in the core or through the Worker", () => {
    const without = ROWS.filter((row) => !core.has(row) && !outside.has(row)).map(idOf);
    figure("attacks, by any test", [ROWS.length - without.length, ROWS.length, "tested"]);
    assert.deepEqual(without, []);
  });

  it("has a test through the Worker for every row: that is where each would come in", () => {
    const without = ROWS.filter((row) => !outside.has(row)).map(idOf);
    figure("attacks, through the Worker or the browser", [ROWS.length - without.length, ROWS.length, "tested"]);
    assert.deepEqual(without, []);
  });

  it("has no test for a row that is not in it", () => {
    const unknown = [...new Set([...core.keys(), ...outside.keys()])].filter((row) => !ROWS.includes(row)).map(idOf);
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
