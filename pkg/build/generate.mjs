// Writes anew what is generated and committed: `make generate`.
//
// In:    the sources of each file (generated.mjs), and both Wasm modules.
// Out:   the files; a line for each that changed.
// Never: half a file: it is written once its text is complete.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { generated, textOf } from "./generated.mjs";

for (const entry of generated) {
  // The package makes some of them, of which others are a part.
  execFileSync("node_modules/.bin/tsc", ["-p", "pkg/tsconfig.json"], { stdio: "inherit" });
  const text = textOf(entry);
  if (text === readFileSync(entry.file, "utf8")) continue;
  writeFileSync(entry.file, text);
  console.log(`generate: ${entry.file} has changed`);
}
