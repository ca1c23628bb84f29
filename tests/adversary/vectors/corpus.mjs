/**
 * How the vectors beside this file are read; `corpus.rs` says the same in Rust.
 *
 * In: a file's path below this folder. Out: its JSON, its tests. Never: a vector left out because it cannot be read.
 */
import { readFileSync } from "node:fs";

/** One file. */
export const load = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));

/** Every test of a Wycheproof file, with its group. */
export const tests = (file) => file.testGroups.flatMap((group) => group.tests.map((test) => ({ group, test })));
