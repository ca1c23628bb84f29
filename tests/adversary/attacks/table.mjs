/**
 * The table of attacks, as it is written in README.md.
 *
 * In: the page beside this file. Out: its rows, each with its number, the tests that it names, and whether it names none yet. Never: a
 * judgement; coverage.test.mjs holds the rows against the tests.
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const page = fileURLToPath(new URL("README.md", import.meta.url));

/** The links of a text: the name of a test, and the path of the file that has it. */
export const linksOf = (text) => [...text.matchAll(/\[([^\]]+)\]\(([^)]+)\)/g)].map(([, name, path]) => ({ name, path }));

/** Every row, in the page's order. */
export const table = readFileSync(page, "utf8").split("\n").filter((line) => /^\| N\d\d \|/.test(line))
  .map((line) => line.split(" | ").map((cell) => cell.replace(/^\| | \|$/g, "").trim()))
  .map(([id, attempt, , shown]) => ({
    id,
    number: Number(id.slice(1)),
    attempt,
    tests: linksOf(shown).map(({ name, path }) => ({ name, path: join(dirname(page), path) })),
    later: /^\*[^*]+\*$/.test(shown),
  }));

/** The numbers of the rows that have a test. */
export const tested = table.filter(({ later }) => !later).map(({ number }) => number);
