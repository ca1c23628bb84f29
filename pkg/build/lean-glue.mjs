// Takes out of wasm-bindgen's JavaScript what none of our hosts needs, and which each page would pay for before the click.
//
// In:    the folder with wasm-bindgen's fc_pivot.js and fc_pivot.d.ts, which are rewritten.
// Out:   the same two. Texts go into the Wasm by `encodeInto`, which every browser of ours has (Safari from 14.1), and by it alone.
// Never: a change of what a function gives. Handles are freed by `free`; nothing here disposes of them by `using`.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { replaceOnce } from "./replace-once.mjs";

const [folder] = process.argv.slice(2);

/** Old engines' lack of it. */
const ENCODE_INTO = /^if \(!\('encodeInto' in cachedTextEncoder\)\) \{\n[^]*?^\}\n/m;
/** A decoder anew after two gigabytes, which one of Safari's wants; no page of ours reads a thousandth of that. */
const DECODE = /^const MAX_SAFARI_DECODE_BYTES = [^]*?^\}\n/m;
/** A view that is kept, and the questions whether it may be: it is wanted a few times in a sign-in. */
const VIEW = /^let cachedDataViewMemory0 = null;\nfunction getDataViewMemory0\(\) \{\n[^]*?^\}\n/m;
/** Its ways for ASCII, which costs a call of JavaScript's for each character, and for hosts that cannot shrink an allocation. */
const PASS = /^function passStringToWasm0\(arg, malloc, realloc\) \{\n[^]*?^\}\n/m;
/** A text of no characters has no allocation that could shrink. */
const PASS_BY_ENCODE_INTO = `function passStringToWasm0(arg, malloc, realloc) {
    const size = arg.length * 3;
    const ptr = malloc(size, 1) >>> 0;
    const { written } = cachedTextEncoder.encodeInto(arg, getUint8ArrayMemory0().subarray(ptr, ptr + size));
    WASM_VECTOR_LEN = written;
    return written === 0 ? ptr : realloc(ptr, size, written, 1) >>> 0;
}
`;

rewrite("fc_pivot.js", (glue) => [
  [ENCODE_INTO, ""],
  [DECODE, ""],
  ["return decodeText(", "return cachedTextDecoder.decode("],
  [VIEW, "const getDataViewMemory0 = () => new DataView(wasm.memory.buffer);\n"],
  ["    cachedDataViewMemory0 = null;\n", ""],
  [PASS, PASS_BY_ENCODE_INTO],
].reduce(replaceOnce, glue.replaceAll(/^if \(Symbol\.dispose\) .*\n/gm, "")));

rewrite("fc_pivot.d.ts", (types) => types.replaceAll(/^ +\[Symbol\.dispose\]\(\): void;\n/gm, ""));

function rewrite(name, change) {
  const path = join(folder, name);
  writeFileSync(path, change(readFileSync(path, "utf8")));
}
