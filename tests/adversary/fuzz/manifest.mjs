// Prints Cargo.toml of the fuzz targets: one binary for each target, after what stands above the first of them.
//
// In:    the list of targets (targets/mod.rs), and the manifest as it is. Out: the manifest on standard output.
// Never: a target that is not in the list; libFuzzer runs each by the name of its binary.
import { readFileSync } from "node:fs";
import { targets } from "./figures.mjs";

const [head] = readFileSync(new URL("Cargo.toml", import.meta.url), "utf8").split("[[bin]]");
const binary = (name) => `[[bin]]\nname = "${name}"\npath = "libfuzzer.rs"\ntest = false\ndoc = false\n`;
process.stdout.write(head + targets().map(binary).join("\n"));
