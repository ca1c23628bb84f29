// `make report`: runs what has figures, and writes them down beside their denominators.
//
// In:    the repository, built. Out: tests/REPORT.md; exit code 1 if a test failed, or a figure is short without a reason.
// Never: a figure of another run, but for what `make fuzz` counted, which says so and of which commit it is.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { cargoTest, nodeTest } from "../../runner/counts.mjs";
import { testFiles } from "../../runner/find.mjs";
import { runnerEnvironment } from "../../runner/runners.mjs";
import { stream } from "../../runner/stream.mjs";
import { figuresIn } from "./figures.mjs";
import { report } from "./report.mjs";

const FOLDERS = ["adversary", "contract/relying-party", "ship/supply-chain"];
const LIMIT_MS = 30 * 60 * 1000;
const RUNS = [
  { name: "cargo test", command: ["cargo", "test", "--no-fail-fast", "--features", "dev"], count: cargoTest },
  { name: "node --test", command: ["node", "--test", "--test-reporter=spec", ...FOLDERS.flatMap((folder) => testFiles(`tests/${folder}`))], count: nodeTest },
];

const env = runnerEnvironment(process.env);
const write = (text) => process.stderr.write(text);
const git = (...args) => execFileSync("git", args, { encoding: "utf8" }).trim();

const sums = [];
const figures = [];
for (const { name, command, count } of RUNS) {
  const { output } = await stream(command, { env, limit: LIMIT_MS, write });
  sums.push({ name, ...count(output) });
  figures.push(...figuresIn(output));
}
const { text, unexplained } = report({ figures, sums, commit: git("rev-parse", "--short", "HEAD"), day: new Date().toISOString().slice(0, 10) });
writeFileSync("tests/REPORT.md", text);
for (const name of unexplained) console.error(`report: ${name} is short of its denominator, and tests/measure/report/reasons.mjs says nothing of it`);
const failed = sums.some((sum) => sum.failed > 0 || sum.passed === 0);
process.exitCode = failed || unexplained.length > 0 ? 1 : 0;
console.error(`report: ${figures.length} figures in tests/REPORT.md`);
