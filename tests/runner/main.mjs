// The whole test suite: every runner in turn, and one sum.
//
// In:    the repository in the current folder.
// Out:   the runners' output, a summary, and as very last line `N passed, N failed`; exit code 1 if anything failed.
// Never: stops at a failure: a broken build does not hide what the other runners have to say.
import { total } from "./counts.mjs";
import { testFiles } from "./find.mjs";
import { runnerEnvironment, runners } from "./runners.mjs";
import { stream } from "./stream.mjs";
import { preparationVerdict, verdict } from "./verdict.mjs";

// The longest runner on a cold machine of two cores takes half of this; one that hangs must not hang for ever.
const LIMIT_MS = 60 * 60 * 1000;

const env = runnerEnvironment(process.env);
const write = (text) => process.stdout.write(text);

async function run({ name, command, count }) {
  console.log(`\n--- ${name} ---\n`);
  const ending = await stream(command, { env, limit: LIMIT_MS, write });
  const result = count ? verdict(ending, count(ending.output)) : preparationVerdict(ending);
  return { name, seconds: ending.seconds, ...result };
}

function summaryLine({ name, passed, failed, reasons, seconds }) {
  const outcome = reasons.length > 0 ? `FAILED: ${reasons.join("; ")}` : "ok";
  return `${name.padEnd(30)} ${String(passed).padStart(5)} passed ${String(failed).padStart(5)} failed ${seconds.toFixed(0).padStart(5)} s  ${outcome}`;
}

for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(130));

const results = [];
for (const runner of runners(testFiles("."))) results.push(await run(runner));

console.log("\n--- summary ---\n");
for (const result of results) console.log(summaryLine(result));
const { passed, failed } = total(results.map((result) => ({ ...result, skipped: 0 })));
process.exitCode = failed > 0 ? 1 : 0;
console.log(`\n${passed} passed, ${failed} failed`);
