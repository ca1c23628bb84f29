/**
 * How much crosses the border between JavaScript and Wasm, today and before: see README.md.
 *
 * In: the folder of a built package, this checkout's by default; `--json`. Out: two Markdown tables on standard output, the figures of that
 * package and those that are kept; with `--json`, the figures alone, as earlier.json keeps them. Never: a verdict.
 */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { table } from "../bench/lib/markdown.mjs";
import { crossings } from "./measure.mjs";

const COLUMNS = ["", "calls into Wasm", "of these, housekeeping", "bytes into Wasm", "calls out of Wasm", "bytes out of Wasm"];

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: "boolean" } } });
const [folder] = positionals.map((path) => pathToFileURL(`${resolve(path)}/`));
const measured = await crossings(folder);
if (values.json) {
  console.log(JSON.stringify(measured, undefined, 2));
} else {
  const earlier = JSON.parse(await readFile(new URL("earlier.json", import.meta.url)));
  console.log(`${table(shown("This build", measured))}\n\n${table(shown(earlier.caption, earlier.measured))}`);
}

function shown(caption, figures) {
  const rows = Object.entries(figures).map(([what, { intoWasm, outOfWasm }]) =>
    [what, intoWasm.calls, intoWasm.housekeeping, intoWasm.bytes, outOfWasm.calls, outOfWasm.bytes]);
  return { caption, columns: COLUMNS, rows };
}
