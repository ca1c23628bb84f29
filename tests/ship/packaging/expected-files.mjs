/**
 * The files that belong into the tarball.
 *
 * In: the sources of pkg/. Out: the paths, sorted. Never: a look at what was built: a file that its source left behind must show.
 */
import { readdir } from "node:fs/promises";
import { root } from "../../runner/checkout.mjs";

/** Reviewed by hand: a change here is a change of what is published. */
const BESIDE = ["CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT", "README.md", "data/communes.txt", "dist/sbom.json", "package.json"];
const WASM_MODULES = ["browser", "edge"];
const OF_A_WASM_MODULE = ["fc_pivot.d.ts", "fc_pivot.js", "fc_pivot_bg.wasm", "fc_pivot_bg.wasm.d.ts"];

export async function expectedFiles() {
  const sources = (await readdir(`${root}pkg/src`, { recursive: true })).filter((path) => /\.tsx?$/.test(path) && !path.endsWith(".d.ts"));
  const compiled = sources.map((path) => path.replace(/\.tsx?$/, "")).flatMap((path) => [`dist/${path}.js`, `dist/${path}.d.ts`]);
  const wasm = WASM_MODULES.flatMap((module) => OF_A_WASM_MODULE.map((file) => `dist/${module}/${file}`));
  return [...BESIDE, ...compiled, ...wasm].sort();
}
