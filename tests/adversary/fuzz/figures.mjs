/**
 * What `make fuzz` counted, as it is kept in figures.json.
 *
 * In: the counts of a run of every target; or the kept ones and the targets that there are. Out: the file; or what a report says of them.
 * Never: counts of a run that left a target out or failed: those are printed, and the file stays as it was.
 */
import { readFileSync, writeFileSync } from "node:fs";

/** Executions that each target must have had. */
export const MINIMUM = 200_000;

const FILE = new URL("figures.json", import.meta.url);
const SOURCE = new URL("targets/mod.rs", import.meta.url);

/** Keeps the counts of a whole run: on which day, at which commit, with which tools, and for each target. */
export function keep(run) {
  writeFileSync(FILE, `${JSON.stringify(run, null, 1)}\n`);
}

export const kept = () => JSON.parse(readFileSync(FILE, "utf8"));

/** The names of the targets, from the list that libFuzzer and `cargo test` both run. */
export const targets = () => [...readFileSync(SOURCE, "utf8").matchAll(/Target { name: "([a-z0-9_]+)"/g)].map(([, name]) => name);

/** How many of the targets were run, how many often enough; all executions, and the fewest. */
export function summary(names, { targets: counts }) {
  const run = names.filter((name) => name in counts);
  const executions = (name) => counts[name].executions;
  const [fewest] = [...run].sort((one, other) => executions(one) - executions(other));
  return {
    of: names.length,
    run: run.length,
    enough: run.filter((name) => executions(name) >= MINIMUM).length,
    executions: run.reduce((sum, name) => sum + executions(name), 0),
    fewest: { name: fewest, executions: executions(fewest) },
  };
}
