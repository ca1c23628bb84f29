/**
 * Where the vectors are, and how they are read; `corpus.rs` says the same in Rust.
 *
 * In: the environment's `FC_PIVOT_VECTORS`, by default `../shared/vectors` beside the repository. Out: a file.
 * Never: a failure because the folder is not there; a clone does without it, and says so.
 */
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { figure } from "../figures/figure.mjs";

const repository = fileURLToPath(new URL("../../", import.meta.url));
const folder = resolve(repository, process.env.FC_PIVOT_VECTORS ?? "../shared/vectors");

/** One file; `undefined` where there is none, after the figure has said how many cases that leaves out. */
export function load(name, path, cases) {
  const file = join(folder, path);
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8"));
  figure(name, [0, cases, "run: the vectors are not there"]);
  return undefined;
}

/** Every test of a Wycheproof file, with its group. */
export const tests = (file) => file.testGroups.flatMap((group) => group.tests.map((test) => ({ group, test })));
