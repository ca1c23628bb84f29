// What is generated and committed: each file, and the command that prints it.
//
// In:    nothing. Out: the list, in the order in which the files need one another; the text of one of them, as it must be now.
// Never: a file written here; generate.mjs does that, and tests/ship/generated.test.mjs compares.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

export const generated = [
  { file: "pkg/src/shared/catalogue.ts", command: ["cargo", "run", "--quiet", "--example", "catalogue"] },
  { file: "pkg/src/testing/federations-data.ts", command: ["node", "pkg/build/federation-persons.mjs"] },
  { file: "pkg/src/testing/persons-data.ts", command: ["node", "pkg/build/persons.mjs"] },
  { file: "tests/adversary/fuzz/Cargo.toml", command: ["node", "tests/adversary/fuzz/manifest.mjs"] },
];

export function textOf({ command: [program, ...parameters] }) {
  return execFileSync(program, parameters, { cwd: root, encoding: "utf8", maxBuffer: 1 << 24 });
}
