// What a runner says about its tests, as numbers.
//
// In:    everything that the runner printed.
// Out:   { passed, failed, skipped }; zeros where the output holds no count.
// Never: judges: whether a run counts as a success is verdict.mjs's concern.
import { stripVTControlCharacters } from "node:util";

const none = { passed: 0, failed: 0, skipped: 0 };

const add = (a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped });

export const total = (counts) => counts.reduce(add, none);

// One line per test binary and one for the doc tests: all of them count.
const CARGO_RESULT =
  /^test result: (?:ok|FAILED)\. (?<passed>\d+) passed; (?<failed>\d+) failed; (?<ignored>\d+) ignored; \d+ measured; (?<filtered>\d+) filtered out/gm;

export function cargoTest(output) {
  const lines = [...stripVTControlCharacters(output).matchAll(CARGO_RESULT)];
  return total(
    lines.map(({ groups }) => ({
      passed: Number(groups.passed),
      failed: Number(groups.failed),
      skipped: Number(groups.ignored) + Number(groups.filtered),
    })),
  );
}

// The spec reporter ends with one line per kind. Tests may have printed such a block too: the last one is the runner's.
const NODE_SUMMARY =
  /^ℹ tests \d+\nℹ suites \d+\nℹ pass (?<pass>\d+)\nℹ fail (?<fail>\d+)\nℹ cancelled (?<cancelled>\d+)\nℹ skipped (?<skipped>\d+)\nℹ todo (?<todo>\d+)$/gm;

// Node counts a file that holds no test as a test that passed, under the file's name.
const NODE_EMPTY_FILE = /^✔ .*\.test\.mjs \([\d.]+ms\)$/gm;

export function nodeTest(output) {
  const text = stripVTControlCharacters(output);
  const summary = [...text.matchAll(NODE_SUMMARY)].at(-1)?.groups;
  if (!summary) return none;
  const empty = [...text.matchAll(NODE_EMPTY_FILE)].length;
  return {
    passed: Number(summary.pass) - empty,
    failed: Number(summary.fail) + Number(summary.cancelled) + empty,
    skipped: Number(summary.skipped) + Number(summary.todo),
  };
}

// `make lint` announces each step, and confirms it once it has passed.
export function lint(output) {
  const text = stripVTControlCharacters(output);
  const started = [...text.matchAll(/^lint: [a-z-]+$/gm)].length;
  const passed = [...text.matchAll(/^lint: [a-z-]+ ok$/gm)].length;
  return { passed, failed: started - passed, skipped: 0 };
}
