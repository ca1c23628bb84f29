// Mutates the code and asks the unit tests whether they notice: `make mutants`, or some files alone: `make mutants FILES=src/worker/session.rs`.
//
// In:    the repository, with nothing uncommitted in src/; explained.json: why a mutant that no test can catch is none.
// Out:   figures.json: for each file what became of its mutants, with the day and the commit; 1 where a mutant survives without a sentence,
//        or a sentence explains one that does not survive, or a tool is missing.
// Never: part of `make test`: all of it takes an hour. Changes no source: cargo-mutants works on a copy. Installs nothing.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { judge, mutantsIn, needsSentence } from "./judge.mjs";
import { rooms } from "./rooms.mjs";

const OUTPUT = "target/mutants";
const FIGURES = "tests/adversary/mutants/figures.json";
/** cargo-mutants: all caught; some missed; some timed out. Anything else is no result. */
const RESULTS = [0, 2, 3];

const chosen = rooms(process.argv.slice(2));
const files = chosen.flatMap((room) => room.files);
const version = requireTools();
const origin = { commit: text("git", "rev-parse", "--short", "HEAD").trim(), day: new Date().toISOString().slice(0, 10), version };

// 1. Each room against the tests near it; 2. what survives them against all.
const first = chosen.flatMap(({ name, files: those, tests }) => run(name, those.flatMap((file) => ["--file", file]), tests));
const left = first.filter(needsSentence);
const again = left.length === 0 ? [] : run("survivors", left.flatMap(narrowed), []);
const final = first.map((mutant) => again.find(({ name }) => name === mutant.name) ?? mutant);

// 3. What survives all, against the table.
const { figures, unexplained, obsolete } = judge(files, final, read("tests/adversary/mutants/explained.json"));
for (const { name, at } of unexplained) console.error(`mutants: not caught and not explained: ${name}, at ${at}`);
for (const { mutant, at } of obsolete) console.error(`mutants: explained, though no such mutant is left: ${mutant}, at ${at}`);
write(figures);
console.error(`mutants: ${final.length} in ${files.length} files, ${unexplained.length} not caught and not explained; see ${FIGURES}`);
process.exitCode = unexplained.length + obsolete.length > 0 ? 1 : 0;

// The file as well: cargo-mutants 27.1 holds fields that it deletes against no expression.
function narrowed({ file, name }) {
  return ["--file", file, "--re", `^${escaped(name)}$`];
}

function run(name, which, tests) {
  const output = `${OUTPUT}/${name}`;
  const options = ["--config", "tests/adversary/mutants/mutants.toml", "--output", output, "--colors=never", "--workspace", ...which];
  const env = { ...process.env, CARGO_TARGET_DIR: `${process.cwd()}/${OUTPUT}/built` };
  mkdirSync(output, { recursive: true });
  const { status } = spawnSync("cargo", ["mutants", ...options, "--", "--", ...tests], { env, stdio: ["ignore", 2, 2] });
  if (!RESULTS.includes(status)) throw new Error(`cargo mutants ended with ${status}: see ${output}`);
  return mutantsIn(read(`${output}/mutants.out/outcomes.json`), (file) => readFileSync(file, "utf8"));
}

// What is missing is named, with the way to have it.
function requireTools() {
  const found = text("cargo", "mutants", "--version")?.trim().split(" ").at(-1);
  if (found === undefined) fail("missing cargo-mutants: cargo install cargo-mutants --version 27.1.0");
  if (files.length === 0) fail("none of these files is in a room of tests/adversary/mutants/rooms.mjs");
  if (text("git", "status", "--porcelain", "src") !== "") fail("commit src first: the figures name the commit that they are of");
  return found;
}

function fail(why) {
  console.error(`mutants: ${why}`);
  process.exit(1);
}

function write(figuresOfRun) {
  const known = Object.entries(read(FIGURES)).filter(([file]) => rooms([file]).length > 0);
  const all = [...known, ...Object.entries(figuresOfRun).map(([file, figure]) => [file, { ...figure, ...origin }])];
  const lines = Object.entries(Object.fromEntries(all)).sort().map(([file, figure]) => `  ${JSON.stringify(file)}: ${JSON.stringify(figure)}`);
  writeFileSync(FIGURES, `{\n${lines.join(",\n")}\n}\n`);
}

function read(path) {
  return JSON.parse(readFileSync(path, "utf8"));
}

function text(command, ...parameters) {
  try {
    return execFileSync(command, parameters, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch {
    return undefined;
  }
}

function escaped(literal) {
  return literal.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
