/**
 * `make bench`: this package beside its alternatives, on one machine, in turns.
 *
 * In: what `make build` built; names of rows, and how many rounds. Out: Markdown tables on standard output, with the machine and its load;
 * steps go to standard error. Never: a verdict on a time; a request beyond loopback; a process that outlives this one.
 */
import { readdir } from "node:fs/promises";
import { parseArgs } from "node:util";
import { load, machine } from "./lib/machine.mjs";
import { table } from "./lib/markdown.mjs";

const folder = new URL("rows/", import.meta.url);
const known = (await readdir(folder)).filter((file) => file.endsWith(".mjs")).map((file) => file.slice(0, -4)).sort();
const USAGE = `usage: node tests/measure/bench/main.mjs [--rounds 30] [ROW]…   rows: ${known.join(", ")}; all of them by default`;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(1));

const { names, rounds } = readOptions();
console.log(`${await machine()}\n${rounds} rounds.`);
for (const name of names) {
  const { title, run } = await import(new URL(`${name}.mjs`, folder));
  console.log(`\n## ${title} (\`${name}\`)\n\nLoad average ${load()} before.`);
  process.stderr.write(`bench: ${name}\n`);
  for (const result of await run({ rounds })) console.log(`\n${table(result)}`);
}
console.log(`\nLoad average ${load()} at the end.`);
process.exit(0);

function readOptions() {
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { rounds: { type: "string", default: "30" } } });
    const unknown = positionals.find((name) => !known.includes(name));
    if (unknown !== undefined) throw new RangeError(`no such row: ${unknown}`);
    const number = Number(values.rounds);
    if (!Number.isInteger(number) || number < 1) throw new RangeError(`not a count: ${values.rounds}`);
    return { names: positionals.length > 0 ? positionals : known, rounds: number };
  } catch (thrown) {
    console.error(`${thrown.message}\n${USAGE}`);
    process.exit(2);
  }
}
