// Runs every fuzz target under libFuzzer for a while and prints a table: `make fuzz SECONDS=60 JOBS=2`.
//
// In:    seconds for each target, at the least; how many run at a time; names of targets (else all).
// Out:   a line for each target: executions, what was covered (edges, features), inputs in the corpus, which then holds no more than
//        reaches something of its own; and, where all of them ran, figures.json. 1 where a target failed or a tool is missing. What
//        failed lies in artifacts/: `cargo +nightly fuzz run --fuzz-dir tests/adversary/fuzz TARGET FILE` runs it again.
// Never: part of `make test`, which replays the corpus on stable. Installs nothing.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { keep, MINIMUM } from "./figures.mjs";

/** Bytes: larger inputs are for the tests of the limits; here they would only be slow. */
const LONGEST_INPUT = 4096;

const here = fileURLToPath(new URL(".", import.meta.url));
const [seconds, jobs, ...named] = process.argv.slice(2);

// A toolchain that is missing is named below, and not downloaded on the way.
process.env.RUSTUP_AUTO_INSTALL = "0";
requireTools();
await run("cargo", ["+nightly", "fuzz", "build", "--fuzz-dir", here]);
await run("cargo", ["run", "--quiet", "--manifest-path", `${here}Cargo.toml`, "--example", "seeds", `${here}target/seeds`]);
const commit = text("git", ["describe", "--always", "--dirty"]).trim();
const host = /^host: (.+)$/m.exec(text("rustc", ["+nightly", "-vV"]))[1];
const targets = named.length > 0 ? named : text("cargo", ["+nightly", "fuzz", "list", "--fuzz-dir", here]).trim().split("\n");

console.log("| target | executions | edges | features | corpus | seconds |\n| --- | ---: | ---: | ---: | ---: | ---: |");
const waiting = [...targets];
const failed = [];
const counts = {};
await Promise.all(Array.from({ length: Number(jobs) }, worker));
if (named.length === 0 && failed.length === 0) {
  keep({
    day: new Date().toISOString().slice(0, 10),
    commit,
    toolchain: `${text("rustc", ["+nightly", "-V"]).trim()}, ${text("cargo", ["fuzz", "--version"]).trim()}`,
    targets: Object.fromEntries(targets.map((target) => [target, counts[target]])),
  });
}
if (failed.length > 0) console.error(`fuzz: ${failed.length} of ${targets.length} targets failed: ${failed.join(", ")}; see ${here}artifacts`);
process.exitCode = failed.length > 0 ? 1 : 0;

async function worker() {
  for (let target = waiting.shift(); target !== undefined; target = waiting.shift()) {
    const { ok, seconds: spent, ...reached } = await fuzz(target);
    if (ok) await minimise(target);
    else failed.push(target);
    counts[target] = { ...reached, corpus: readdirSync(corpus(target)).length, seconds: Math.round(spent) };
    console.log(`| ${[target, ...Object.values(counts[target])].join(" | ")} |${ok ? "" : " FAILED"}`);
  }
}

// What is missing is named, with the way to have it.
function requireTools() {
  const missing = [
    ["a nightly toolchain: rustup toolchain install nightly", ["+nightly", "--version"]],
    ["cargo-fuzz: cargo install cargo-fuzz --version 0.13.1", ["fuzz", "--version"]],
  ].filter(([, question]) => text("cargo", question) === undefined);
  for (const [what] of missing) console.error(`fuzz: missing ${what}`);
  const counted = [seconds, jobs].every((number) => /^[1-9]\d*$/.test(number));
  if (!counted) console.error("fuzz: expected SECONDS for each target and JOBS at a time, whole numbers");
  if (!counted || missing.length > 0) process.exit(1);
}

function text(command, parameters) {
  try {
    return execFileSync(command, parameters, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch {
    return undefined;
  }
}

async function run(command, parameters) {
  const said = [];
  if (!(await lines(command, parameters, (line) => said.push(line)))) throw new Error(`${command} ${parameters.join(" ")}\n${said.join("\n")}`);
}

/** Runs a program, hands on each line of its standard error, and says whether it ended well. */
async function lines(command, parameters, hear) {
  const child = spawn(command, parameters, { stdio: ["ignore", "ignore", "pipe"] });
  const ended = new Promise((done, fail) => child.on("error", fail).on("close", (code) => done(code === 0)));
  for await (const line of createInterface({ input: child.stderr })) hear(line);
  return ended;
}

function corpus(target) {
  return `${here}corpus/${target}`;
}

function binary(target) {
  return `${here}target/${host}/release/${target}`;
}

// For as long as was asked for; then, where a target is slow, until it has had its minimum.
async function fuzz(target) {
  for (const folder of [corpus(target), `${here}artifacts/${target}`]) mkdirSync(folder, { recursive: true });
  const start = performance.now();
  let sum = await explore(target, `-max_total_time=${seconds}`);
  while (sum.ok && sum.executions < MINIMUM) {
    const more = await explore(target, `-runs=${MINIMUM - sum.executions}`);
    sum = { ...more, executions: sum.executions + more.executions };
  }
  return { ...sum, seconds: (performance.now() - start) / 1000 };
}

// libFuzzer's status lines: `#123 NEW cov: 45 ft: 67 corp: 8/9b …`, the last of them `DONE`.
async function explore(target, bound) {
  const options = [bound, `-max_len=${LONGEST_INPUT}`, `-dict=${here}words.dict`, `-artifact_prefix=${here}artifacts/${target}/`, "-timeout=10"];
  const reached = { executions: 0, edges: 0, features: 0 };
  const ok = await lines(binary(target), [...options, corpus(target), `${here}target/seeds/${target}`], (line) => {
    const status = /^#(\d+)\s+\w+\s+cov: (\d+) ft: (\d+) /.exec(line);
    if (status) [reached.executions, reached.edges, reached.features] = status.slice(1).map(Number);
    else if (/panicked at|SUMMARY:/.test(line)) console.error(`fuzz: ${target}: ${line}`);
  });
  return { ...reached, ok };
}

// Few inputs that together reach what all of them reach. The name of each is the SHA-1 of its content.
async function minimise(target) {
  const least = `${here}target/corpus/${target}`;
  rmSync(least, { recursive: true, force: true });
  mkdirSync(least, { recursive: true });
  await run(binary(target), ["-set_cover_merge=1", "-use_counters=0", `-max_len=${LONGEST_INPUT}`, least, corpus(target)]);
  rmSync(corpus(target), { recursive: true });
  renameSync(least, corpus(target));
}
