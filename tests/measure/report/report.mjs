// What the figures come to, as a page.
//
// In:    the figures, the sums of the runners, when and on which commit. Out: Markdown. Never: a row short of its denominator without a
// sentence that says why.
import { reasons } from "./reasons.mjs";

/** The rows in the order in which a reader asks for them: what stands in front of a name decides. */
const CHAPTERS = [
  ["Attacks (tests/adversary/attacks/README.md) and relying-party cases", /^(attacks|openid)/],
  ["Vectors made elsewhere", /^(wycheproof|rfc)/],
  ["Differential: the same inputs to other libraries", /^differential/],
  ["Fuzzing under libFuzzer (`make fuzz`, longer than this run)", /^fuzz (targets|executions)/],
  ["Fuzz corpus, replayed on stable", /^fuzz/],
  ["Mutants, of the commit that each row names, since a run of them takes an hour", /^mutants/],
  ["Others", /./],
];

export function report({ figures, sums, commit, day }) {
  const unexplained = figures.filter(({ name, short }) => short && !(name in reasons));
  const lines = [
    "# What was tested, in figures",
    "",
    `Written by \`make report\` on ${day}, commit ${commit}. Each figure was printed by the test that asserts it.`,
    "",
    "| runner | passed | failed |",
    "| --- | --- | --- |",
    ...sums.map(({ name, passed, failed }) => `| ${name} | ${passed} | ${failed} |`),
  ];
  let left = figures;
  for (const [title, pattern] of CHAPTERS) {
    const rows = left.filter(({ name }) => pattern.test(name));
    left = left.filter((row) => !rows.includes(row));
    if (rows.length > 0) lines.push("", `## ${title}`, "", "| figure | |", "| --- | --- |", ...rows.map(row));
  }
  return { text: `${lines.join("\n")}\n`, unexplained: unexplained.map(({ name }) => name) };
}

const row = ({ name, says, short }) => `| ${name} | ${says}${short ? `. ${reasons[name] ?? "**No reason is given.**"}` : ""} |`;
