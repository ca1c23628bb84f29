// Gives what the Wasm imports from its JavaScript short names: wasm-bindgen's end in sixteen random digits each, which no
// compression shortens, in the module and again in the glue. The name of the whole is a digest, which ties glue and module together: the
// module of another version, or of the other half of the package, would take one function for another, and does not link.
//
// In:    the folder with wasm-bindgen's fc_pivot.js, and the module as text (wasm-dis); both are rewritten.
// Out:   the same two, which know each other's new names.
// Never: an export of the module's: who reads a stack trace, or guards an instance, goes by these.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { replaceOnce } from "./replace-once.mjs";

const [folder, text] = process.argv.slice(2);
const glue = join(folder, "fc_pivot.js");
const MODULE = '"./fc_pivot_bg.js"';
/** Characters of the digest: one build in sixty thousand millions has that of a given other one. */
const DIGEST = 6;

const original = readFileSync(text, "utf8");
const whole = `"${createHash("sha256").update(original).digest("base64url").slice(0, DIGEST)}"`;
const short = new Map();
const renamed = original.replace(/(?<=^ \(import "\.\/fc_pivot_bg\.js" ")\w+/gm, (name) => {
  if (!short.has(name)) short.set(name, `i${short.size}`);
  return short.get(name);
});
if (short.size === 0) throw new Error("the module imports nothing");
writeFileSync(text, renamed.replaceAll(`(import ${MODULE} "`, `(import ${whole} "`));

const names = [...short].map(([name, shorter]) => [`        ${name}: function(`, `        ${shorter}: function(`]);
writeFileSync(glue, [[`${MODULE}: `, `${whole}: `], ...names].reduce(replaceOnce, readFileSync(glue, "utf8")));
