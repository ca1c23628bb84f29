/** What `make fuzz` counted is of the targets that there are; the report says how many of them, and from which run. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { figure } from "../../runner/figures/figure.mjs";
import { kept, MINIMUM, summary, targets } from "./figures.mjs";

it("every count is of a target that there is, and says what was run", () => {
  const names = targets();
  const figures = kept();
  assert.deepEqual(Object.keys(figures.targets).filter((name) => !names.includes(name)), []);
  for (const counts of Object.values(figures.targets)) {
    assert.deepEqual(Object.keys(counts), ["executions", "edges", "features", "corpus", "seconds"]);
    assert.ok(Object.values(counts).every((count) => Number.isInteger(count) && count > 0));
  }
  const { of, run, enough, executions, fewest } = summary(names, figures);
  figure("fuzz targets", [run, of, "run"], [enough, of, `with ${MINIMUM} executions or more`]);
  const { day, commit, toolchain } = figures;
  console.log(`figure: fuzz executions: ${executions} in all, ${fewest.executions} the fewest (${fewest.name}); ` +
    `from \`make fuzz\` on ${day} at commit ${commit}, ${toolchain}`);
});

it("a target that was left out, or run too little, is missing from the count", () => {
  const counts = (executions) => ({ executions });
  const run = { targets: { one: counts(MINIMUM), two: counts(MINIMUM - 1), gone: counts(MINIMUM) } };
  const { fewest, ...rest } = summary(["one", "two", "three"], run);
  assert.deepEqual(rest, { of: 3, run: 2, enough: 1, executions: 2 * MINIMUM - 1 });
  assert.deepEqual(fewest, { name: "two", executions: MINIMUM - 1 });
});
