// Gives what passes between the Wasm and its JavaScript short names: wasm-bindgen's imports end in sixteen random digits each, which no
// compression shortens, and its exports say again what the glue's methods are called. The name of the whole is a digest, which ties glue
// and module together: the module of another version, or of the other half of the package, would take one function for another, and does
// not link.
//
// In:    the folder with wasm-bindgen's fc_pivot.js and fc_pivot_bg.wasm.d.ts, and the module as text (wasm-dis); all are rewritten.
// Out:   the same, which know each other's new names: `i0` and so on for imports, `e0` for exports, `invoke0` for the ways into Rust's
//        closures, by which an instance's guard knows them.
// Never: another name for the memory, or for what wasm-bindgen's own begins with `__`: tests and guards of instances go by these. Who reads
//        a stack trace finds the glue's methods.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { replaceOnce } from "./replace-once.mjs";

const [folder, text] = process.argv.slice(2);
const glue = join(folder, "fc_pivot.js");
const types = join(folder, "fc_pivot_bg.wasm.d.ts");
const MODULE = '"./fc_pivot_bg.js"';
/** Characters of the digest: one build in sixty thousand millions has that of a given other one. */
const DIGEST = 6;
const INTO_A_CLOSURE = /___invoke___/;

const original = readFileSync(text, "utf8");
const whole = `"${createHash("sha256").update(original).digest("base64url").slice(0, DIGEST)}"`;
const imports = shorter(/(?<=^ \(import "\.\/fc_pivot_bg\.js" ")\w+/gm, () => "i");
const exports = shorter(/(?<=^ \(export ")(?!memory"|__)\w+/gm, (name) => (INTO_A_CLOSURE.test(name) ? "invoke" : "e"));

writeFileSync(text, original
  .replace(/(?<=^ \(import "\.\/fc_pivot_bg\.js" ")\w+/gm, (name) => imports.get(name))
  .replace(/(?<=^ \(export ")\w+/gm, (name) => exports.get(name) ?? name)
  .replaceAll(`(import ${MODULE} "`, `(import ${whole} "`));
const names = [...imports].map(([name, short]) => [`        ${name}: function(`, `        ${short}: function(`]);
writeFileSync(glue, [[`${MODULE}: `, `${whole}: `], ...names].reduce(replaceOnce, readFileSync(glue, "utf8"))
  .replace(/(?<=\bwasm\.)\w+/g, (name) => exports.get(name) ?? name));
writeFileSync(types, readFileSync(types, "utf8").replace(/(?<=^export const )\w+/gm, (name) => exports.get(name) ?? name));

/** The names that `pattern` finds, each with a short one. */
function shorter(pattern, first) {
  const found = [...new Set(original.match(pattern))];
  if (found.length === 0) throw new Error(`the module has nowhere: ${pattern}`);
  return new Map(found.map((name, at) => [name, `${first(name)}${at}`]));
}
