/** What became of the mutants, as `make mutants` last wrote it down; and that a survivor is never passed over in silence. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { figure } from "../../runner/figures/figure.mjs";
import { judge, mutantsIn } from "./judge.mjs";
import { rooms } from "./rooms.mjs";

const read = (path) => JSON.parse(readFileSync(path, "utf8"));
const figures = read("tests/adversary/mutants/figures.json");
const explained = read("tests/adversary/mutants/explained.json");
const files = rooms().flatMap((room) => room.files);

describe("the mutants that were made", () => {
  it("are of the files that are here", () => {
    const known = Object.keys(figures);
    assert.deepEqual(known.filter((file) => !files.includes(file)), []);
    figure("mutants, files", [known.length, files.length, "of the core's jose, callback, claims, machine, session, and what lies around them"]);
  });

  for (const [file, { mutants, caught, unviable, explained: sentences, commit, day }] of Object.entries(figures)) {
    if (mutants === 0) continue;
    it(`${file}: are caught or explained`, () => {
      assert.equal(explained.filter(({ mutant }) => mutant.startsWith(`${file}:`)).length, sentences);
      const says = `that a test catches (${caught}) or a sentence explains (${sentences}); ${unviable} more do not compile; commit ${commit}, ${day}`;
      figure(`mutants of ${file}`, [caught + sentences, mutants - unviable, says]);
    });
  }

  it("have one sentence each", () => {
    for (const { mutant, at, why } of explained) {
      assert.ok(files.includes(mutant.split(":")[0]), mutant);
      assert.ok(readFileSync(mutant.split(":")[0], "utf8").includes(`${at}\n`), `${mutant}: ${at}`);
      assert.match(why, /^[A-Z].{20,}\.$/, mutant);
    }
  });
});

describe("the judgement of a run", () => {
  const source = () => "fn f() {\n    a > b\n}\n";
  const mutant = (column, replacement) => ({
    name: `src/a.rs:2:${column}: replace > with ${replacement} in f`, file: "src/a.rs", span: { start: { line: 2, column } },
  });
  const fates = { "==": "CaughtMutant", ">=": "MissedMutant", "<": "Timeout", "%": "Unviable" };
  const outcomes = [{ scenario: "Baseline", summary: "Success" },
    ...Object.entries(fates).map(([replacement, summary]) => ({ scenario: { Mutant: mutant(7, replacement) }, summary }))];
  const sentence = (replacement, at = "> b") => ({ mutant: `src/a.rs: replace > with ${replacement} in f`, at, why: "…" });
  const judged = (...sentences) => judge(["src/a.rs"], mutantsIn({ outcomes }, source), sentences);
  const names = (entries) => entries.map(({ mutant: name }) => name);

  it("wants a sentence for a mutant that no test caught, and for one that timed out", () => {
    assert.deepEqual(names(judged().unexplained), names([sentence(">="), sentence("<")]));
    assert.deepEqual(judged(sentence(">="), sentence("<")), {
      figures: { "src/a.rs": { mutants: 4, caught: 1, unviable: 1, timeouts: 1, explained: 2 } }, unexplained: [], obsolete: [],
    });
  });

  it("wants no sentence for any other mutant, nor for another place", () => {
    const obsolete = [sentence("=="), sentence(">=", "> c")];
    assert.deepEqual(judged(sentence(">="), sentence("<"), ...obsolete).obsolete, obsolete);
    assert.deepEqual(names(judged(sentence(">=", "> c"), sentence("<")).unexplained), names([sentence(">=")]));
  });

  it("refuses an outcome that it does not know", () => {
    assert.throws(() => mutantsIn({ outcomes: [{ scenario: { Mutant: mutant(7, "!=") }, summary: "Failure" }] }, source), /Failure/);
  });
});
