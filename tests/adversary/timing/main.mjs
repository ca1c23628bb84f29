/**
 * Measures every subject and says what was seen: `make timing`.
 *
 * In:    `--samples N` (for the quickest subjects; slower ones take a share of it), `--rounds N`, `--only WORD`.
 * Out:   a line per subject: its t per round, how far the medians lie apart, the verdict; exit code 1 if anything leaks that must not, or if
 *        a control fails.
 * Never: a part of the ordinary suite.
 */
import { parseArgs } from "node:util";
import { measure } from "./measure.mjs";
import { subjects } from "./subjects.mjs";
import { largestT, medianDifference } from "./welch.mjs";

/** Beyond this a difference by chance alone is one in some hundred thousand; dudect's threshold. */
const THRESHOLD = 4.5;

const text = (value) => ({ type: "string", default: value });
const { values } = parseArgs({ options: { samples: text("20000"), rounds: text("2"), only: text("") } });
const [samples, rounds] = [Number(values.samples), Number(values.rounds)];

async function examine(subject) {
  const seen = [];
  for (let round = 0; round < rounds; round += 1) {
    const times = await measure(subject, Math.round(samples * (subject.share ?? 1)));
    const t = largestT(...times);
    seen.push({ t, difference: medianDifference(...times) });
    if (Math.abs(t) < THRESHOLD) break;
  }
  const differs = seen.every(({ t }) => Math.abs(t) >= THRESHOLD && Math.sign(t) === Math.sign(seen[0].t));
  return { seen, differs };
}

const failures = [];
for (const subject of subjects.filter(({ name }) => name.includes(values.only) || name.startsWith("control"))) {
  const { seen, differs } = await examine(subject);
  const right = subject.byDesign !== undefined || differs === (subject.leaks ?? false);
  if (!right) failures.push(subject.name);
  const verdict = `${differs ? "LEAKS" : "no difference"}${subject.byDesign === undefined ? "" : " (by design)"}${right ? "" : " <- wrong"}`;
  const ts = seen.map(({ t }) => t.toFixed(1)).join(" ");
  console.log(`${subject.name.padEnd(68)} t ${ts.padStart(12)}  ${seen.at(-1).difference.toFixed(2).padStart(8)} µs  ${verdict}`);
  if (subject.byDesign !== undefined) console.log(`    ${subject.byDesign}`);
}
console.log(failures.length === 0 ? "timing: no leak was seen, and the controls hold" : `timing: wrong: ${failures.join("; ")}`);
process.exitCode = failures.length === 0 ? 0 : 1;
