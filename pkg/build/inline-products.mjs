// Marks where products of 64 bits into 128 are to be inlined: where a signature spends its time, and nowhere else.
//
// In:    a module as text (wasm-dis), which is rewritten; as second argument the name that they are to have there.
// Out:   the same, in which the field arithmetic of P-256 calls a copy of `__multi3`, the function of the compiler's runtime that multiplies.
//        The standard output has the names of all other functions, one a line.
// Never: a change of what is computed. A module without such calls is left as it is, with a word on standard error.
import { readFileSync, writeFileSync } from "node:fs";

const [path, copy] = process.argv.slice(2);
/** What a product of field elements goes through. Scalars are divided a few times in a verification: there the call costs nothing. */
const HOT = /widening_mul_fixed|field_impl::montgomery_reduce|arithmetic::field::FieldElement/;
/** A function, from its name to the bracket that ends it. */
const FUNCTION = /^ \(func \$("[^"]+"|\S+)[^]*?^ \)\n/gm;

const text = readFileSync(path, "utf8");
const functions = [...text.matchAll(FUNCTION)].map(([whole, name]) => ({ whole, name }));
const product = functions.find(({ name, whole }) => /__multi3/.test(name) && /i64\.mul/.test(whole));
const calls = product && `(call $${product.name}\n`;
const hot = functions.filter(({ name, whole }) => HOT.test(name) && calls !== undefined && whole.includes(calls));

if (hot.length === 0) {
  console.error("wasm: no function of P-256 calls __multi3 here: nothing is inlined, and ES256 takes longer");
} else {
  const marked = hot.reduce((module, { whole }) => module.replace(whole, () => whole.replaceAll(calls, `(call $${copy}\n`)), text);
  writeFileSync(path, marked.replace(product.whole, () => product.whole + product.whole.replace(`$${product.name}`, () => `$${copy}`)));
}
for (const { name } of functions) console.log(name.replaceAll('"', ""));
