/** SECURITY.md holds: its links lead to files, its tests exist, its codes are the catalogue's, and no check and no attempt is missing. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { hasTest, rowsOf } from "./names.mjs";
import { linksOf, tested } from "./table.mjs";

const at = (path) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const page = readFileSync(at("SECURITY.md"), "utf8");
const HEADING = "## Each check, its answer, and the test that shows it";

/** The sections of src/base/error/code.rs, by whether their codes refuse what somebody may have made up. The rest report on provider and host. */
const REFUSE = [
  "Settings and discovery", "Login", "Callback", "Tokens: form", "Tokens: keys and cryptography", "Claims", "Session", "Requests to our own routes",
];
const REPORT = ["What the provider says", "Provider over HTTP", "Host"];

/** Section → its codes. */
function catalogue() {
  const sections = new Map();
  let section;
  for (const [, heading, code] of readFileSync(at("src/base/error/code.rs"), "utf8").split("codes! {")[1].matchAll(/^ {4}(?:\/\/ (.+)|\w+ = "([a-z_0-9]+)",)/gm)) {
    if (heading !== undefined) sections.set((section = heading), []);
    else sections.get(section).push(code);
  }
  return sections;
}

/** `N22–N25 N27` as numbers. */
const numbers = (cell) => [...cell.matchAll(/N(\d\d)(?:–N(\d\d))?/g)].flatMap(([, from, to = from]) =>
  Array.from({ length: Number(to) - Number(from) + 1 }, (_, index) => Number(from) + index));

/** The table's rows: what is checked, the codes, the attempts, the links. */
const rows = page.split(`${HEADING}\n`)[1].split("\n## ")[0].split("\n").filter((line) => line.startsWith("| ")).slice(2)
  .map((line) => line.split("|").slice(1, -1).map((cell) => cell.trim()))
  .map(([check, answer, attempts, shown]) => ({
    check,
    codes: [...answer.matchAll(/`([a-z_0-9]+)`/g)].map(([, code]) => code),
    attempts: numbers(attempts),
    links: linksOf(shown),
  }));

describe("SECURITY.md", () => {
  it("links to files that exist", () => {
    const paths = linksOf(page).map(({ path }) => path).filter((path) => !path.startsWith("https:"));
    assert.deepEqual(paths.filter((path) => !existsSync(at(path))), []);
  });

  it("names tests that exist, at least one for every check", () => {
    const missing = rows.flatMap(({ links }) => links).filter(({ name, path }) => !hasTest(at(path), name));
    assert.deepEqual(missing, []);
    assert.deepEqual(rows.filter(({ links }) => links.length === 0), []);
  });

  it("has the check behind every code that refuses something, and no code that the catalogue has not", () => {
    const sections = catalogue();
    assert.deepEqual([...sections.keys()].sort(), [...REFUSE, ...REPORT].sort());
    const named = new Set(rows.flatMap(({ codes }) => codes));
    const all = [...sections.values()].flat();
    assert.deepEqual(REFUSE.flatMap((section) => sections.get(section)).filter((code) => !named.has(code)), []);
    assert.deepEqual([...named].filter((code) => !all.includes(code)), []);
  });

  it("has every attempt, beside a test that bears its number", () => {
    assert.deepEqual(tested.filter((number) => !rows.some(({ attempts }) => attempts.includes(number))), []);
    for (const { check, attempts, links } of rows) {
      const borne = new Set(links.flatMap(({ path }) => [...rowsOf(at(path))]));
      assert.deepEqual(attempts.filter((number) => !borne.has(number)), [], check);
    }
  });
});

describe("how it is read", () => {
  it("finds a test by the whole text that bears its name, and a code by its section of the catalogue", () => {
    const own = fileURLToPath(import.meta.url);
    assert.equal(hasTest(own, "links to files that exist"), true);
    assert.equal(hasTest(own, "no such " + "test"), false);
    assert.equal(hasTest(at("src/properties/silence.rs"), "n70_every_public_type_was_looked_at"), true);
    assert.equal(hasTest(at("src/properties/silence.rs"), "n70_every_public_type"), false);
    assert.deepEqual(numbers("N22–N25 N27"), [22, 23, 24, 25, 27]);
    assert.ok(catalogue().get("Callback").includes("state_unknown"));
  });
});
