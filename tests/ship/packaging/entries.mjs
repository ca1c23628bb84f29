/**
 * What the package's manifest promises, as tables: a new entry is covered by being in it.
 *
 * In: pkg/package.json. Out: its entries and everything that it names by condition. Never: a list kept by hand.
 */
import { manifest } from "./projects.mjs";

/** All of `exports` and `imports`: `[name, target]`. */
export const mappings = [...Object.entries(manifest.exports), ...Object.entries(manifest.imports)];

/** The entries that are code: `fc-pivot`, `fc-pivot/browser`, … */
export const modules = Object.entries(manifest.exports)
  .filter(([, target]) => typeof target === "object")
  .map(([subpath]) => subpath.replace(/^\./, manifest.name));

/** The entries that are files: `.wasm`, `communes.txt`, `package.json`. */
export const assets = Object.entries(manifest.exports).filter(([, target]) => typeof target === "string");

/** Every file that the manifest names, without `./`. */
export const named = [...mappings.flatMap(([, target]) => leaves(target)), ...leaves(manifest.bin)].map((path) => path.replace(/^\.\//, ""));

function leaves(target) {
  return typeof target === "string" ? [target] : Object.values(target).flatMap(leaves);
}
