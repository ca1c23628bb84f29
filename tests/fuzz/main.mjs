// Runs every fuzz target under libFuzzer for a while and prints a table: `make fuzz SECONDS=60`.
//
// In:    seconds for each target; with --minimise the corpus is then reduced to what reaches something new; names of targets (else all).
// Out:   a line for each target: executions, what was covered (edges, features), inputs in the corpus; 1 where a target failed or a tool
//        is missing. What failed lies in artifacts/, for `cargo +nightly fuzz run TARGET FILE --fuzz-dir tests/fuzz`.
// Never: part of `make test`, which replays the corpus on stable. Nothing is installed here.
import { execFileSync, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const [seconds, ...rest] = process.argv.slice(2);
const minimise = rest.includes("--minimise");
const wanted = rest.filter((argument) => !argument.startsWith("--"));

requireTools();
const all = text("cargo", ["+nightly", "fuzz", "list", "--fuzz-dir", here]).trim().split("\n");
const targets = wanted.length > 0 ? wanted : all;
await run("cargo", ["+nightly", "fuzz", "build", "--fuzz-dir", here]);
await run("cargo", ["run", "--quiet", "--manifest-path", `${here}Cargo.toml`, "--example", "seeds", `${here}target/seeds`]);

console.log("| target | executions | edges | features | corpus |\n| --- | ---: | ---: | ---: | ---: |");
let failed = 0;
for (const target of targets) {
  const { executions, edges, features, inputs, ok } = await fuzz(target);
  console.log(`| ${target} | ${executions} | ${edges} | ${features} | ${inputs} |${ok ? "" : " FAILED"}`);
  if (!ok) failed += 1;
  else if (minimise) await run("cargo", ["+nightly", "fuzz", "cmin", "--fuzz-dir", here, target]);
}
if (failed > 0) console.error(`fuzz: ${failed} of ${targets.length} targets failed; see ${here}artifacts`);
process.exitCode = failed > 0 ? 1 : 0;

// What is missing is named, with the way to have it.
function requireTools() {
  const missing = [
    ["a nightly toolchain: rustup toolchain install nightly", ["+nightly", "--version"]],
    ["cargo-fuzz: cargo install cargo-fuzz --version 0.13.1", ["fuzz", "--version"]],
  ].filter(([, question]) => text("cargo", question) === undefined);
  for (const [what] of missing) console.error(`fuzz: missing ${what}`);
  if (!/^\d+$/.test(seconds ?? "")) {
    console.error("fuzz: expected whole seconds for each target");
    process.exit(1);
  }
  if (missing.length > 0) process.exit(1);
}

function text(command, parameters) {
  try {
    return execFileSync(command, parameters, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch {
    return undefined;
  }
}

function run(command, parameters) {
  const child = spawn(command, parameters, { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (chunk) => (said += chunk));
  return new Promise((done, fail) => {
    child.on("error", fail);
    child.on("close", (code) => (code === 0 ? done() : fail(new Error(`${command} ${parameters.join(" ")}\n${said}`))));
  });
}

// libFuzzer says `#123 DONE cov: 45 ft: 67 corp: 8/9b …` at its end; a status line before it is of the same form.
async function fuzz(target) {
  const corpus = `${here}corpus/${target}`;
  mkdirSync(corpus, { recursive: true });
  const libfuzzer = [`-max_total_time=${seconds}`, `-dict=${here}words.dict`, "-max_len=8192", "-timeout=10", "-print_final_stats=1"];
  const parameters = ["+nightly", "fuzz", "run", "--fuzz-dir", here, target, corpus, `${here}target/seeds/${target}`, "--", ...libfuzzer];
  const child = spawn("cargo", parameters, { stdio: ["ignore", "ignore", "pipe"] });
  const ended = new Promise((done) => child.on("close", (code) => done(code === 0)));
  const result = { executions: 0, edges: 0, features: 0, inputs: 0 };
  for await (const line of createInterface({ input: child.stderr })) {
    const status = /^#(\d+)\s+\w+\s+cov: (\d+) ft: (\d+) corp: (\d+)\//.exec(line);
    if (status) [result.executions, result.edges, result.features, result.inputs] = status.slice(1).map(Number);
    else if (/panicked at|SUMMARY:/.test(line)) console.error(`fuzz: ${target}: ${line}`);
  }
  return { ...result, ok: await ended };
}
