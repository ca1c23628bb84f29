// Gives what the Wasm imports from its JavaScript short names: wasm-bindgen's end in sixteen random digits each, which no
// compression shortens, in the module and again in the glue.
//
// In:    the folder with wasm-bindgen's fc_pivot.js, and the module as text (wasm-dis); both are rewritten.
// Out:   the same two, which know each other's new names.
// Never: an export of the module's: who reads a stack trace, or guards an instance, goes by these.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { replaceOnce } from "./replace-once.mjs";

const [folder, text] = process.argv.slice(2);
const glue = join(folder, "fc_pivot.js");
const MODULE = '"./fc_pivot_bg.js"';

const short = new Map();
const rewritten = readFileSync(text, "utf8").replaceAll(`(import ${MODULE} "`, '(import "_" "').replace(/(?<=^ \(import "_" ")\w+/gm, (name) => {
  if (!short.has(name)) short.set(name, `i${short.size}`);
  return short.get(name);
});
if (short.size === 0) throw new Error("the module imports nothing");
writeFileSync(text, rewritten);

const names = [...short].map(([name, shorter]) => [`        ${name}: function(`, `        ${shorter}: function(`]);
writeFileSync(glue, [[`${MODULE}: `, "_: "], ...names].reduce(replaceOnce, readFileSync(glue, "utf8")));
