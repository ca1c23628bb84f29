/**
 * How long it takes to open the labels, and to look a code up. Run it on a quiet machine: node tests/contract/labels/speed.mjs
 *
 * In: nothing. Out: figures on standard output. Never: a verdict, which a busy machine would make a wrong one.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { openLabels } from "fc-pivot/labels";
import { root } from "../../runner/checkout.mjs";
import { codesIn } from "./codes.mjs";

const OPENINGS = 15;
const ROUNDS = 30;
const DATES = ["1964-03-07", "1950", "1971-05", "2001-12-31", "1938-02-02"];
const OPENING = `
  const { openLabels } = await import("fc-pivot/labels");
  const began = performance.now();
  const labels = await openLabels();
  const opened = performance.now();
  labels.commune("50129", "1990");
  console.log(opened - began, performance.now() - opened);`;

const middle = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
function figures(what, numbers, unit) {
  const [median, best] = [middle(numbers), Math.min(...numbers)].map((number) => `${number.toFixed(2)} ${unit}`);
  console.log(`${what.padEnd(58)} median ${median}, best ${best}, of ${numbers.length}`);
}

const open = () => execFileSync(process.execPath, ["--input-type=module", "-e", OPENING], { cwd: `${root}tests`, encoding: "utf8" });
const processes = Array.from({ length: OPENINGS }, () => open().split(" ").map(Number));
figures("openLabels(), each in a fresh process", processes.map(([opening]) => opening), "ms");
figures("the first lookup after it, of a department's first code", processes.map(([, lookup]) => lookup), "ms");

const codes = codesIn(readFileSync(`${root}pkg/data/communes.txt`, "utf8"));
const labels = await openLabels();
/** Codes in no order that a cache would like. */
const order = codes.map((_, at) => codes[(at * 7919) % codes.length]);

function microseconds(count, look) {
  const began = performance.now();
  let found = 0;
  for (let at = 0; at < count; at += 1) if (look(at) !== undefined) found += 1;
  if (found !== count) throw new Error(`${count - found} codes have no name`);
  return ((performance.now() - began) * 1000) / count;
}
const rounds = (measure) => Array.from({ length: ROUNDS }, measure);
const all = () => microseconds(order.length, (at) => labels.commune(order[at], DATES[at % 5]));
figures("a commune, the first time that each code is looked up", [all()], "µs");
figures(`a commune, all ${codes.length} codes in turn`, rounds(all), "µs");
const some = () => microseconds(40_000, (at) => labels.commune(order[at % 200], DATES[at % 5]));
figures("a commune, two hundred codes in turn", rounds(some), "µs");
const countries = Array.from({ length: 150 }, (_, at) => String(99_100 + at)).filter((code) => labels.country(code, "en"));
const country = () => microseconds(40_000, (at) => labels.country(countries[at % countries.length], at % 2 ? "en" : "fr", DATES[at % 5]));
figures("a country", rounds(country), "µs");
