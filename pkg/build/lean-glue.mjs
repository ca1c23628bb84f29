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
/** As many octets as characters suffice for what is ASCII, as cookies are. */
const PASS_BY_ENCODE_INTO = `function passStringToWasm0(arg) {
    const size = arg.length;
    let ptr = wasm.__wbindgen_malloc(size, 1) >>> 0;
    let { read, written } = cachedTextEncoder.encodeInto(arg, getUint8ArrayMemory0().subarray(ptr, ptr + size));
    if (read < size) {
        ptr = wasm.__wbindgen_realloc(ptr, size, size * 3, 1) >>> 0;
        written += cachedTextEncoder.encodeInto(arg.slice(read), getUint8ArrayMemory0().subarray(ptr + written, ptr + size * 3)).written;
        ptr = wasm.__wbindgen_realloc(ptr, size * 3, written, 1) >>> 0;
    }
    WASM_VECTOR_LEN = written;
    return ptr;
}
`;
const ALLOCATORS = ", wasm.__wbindgen_malloc, wasm.__wbindgen_realloc)";

/** What each class has of handles: whatever wraps a pointer, gives it up, frees it, or has it freed. */
const HANDLE = /(?<=^export class (\w+)) \{\n(?:    static __wrap\(ptr\) \{\n[^]*?^    \}\n)?    __destroy_into_raw\(\) \{\n[^]*?^    \}\n    free\(\) \{\n[^}]* wasm\.(__wbg_\w+_free)\(ptr, 0\);\n    \}\n/gm;
const REGISTRY = /^const \w+Finalization = \(typeof FinalizationRegistry [^]*?\);\n/gm;
const REGISTER = /^        this\.__wbg_ptr = (.+);\n        (\w+)Finalization\.register\(.*\n        return this;\n/gm;
/** The same for all, in one class. Workers of an old compatibility date have no `FinalizationRegistry`. */
const HANDLES = `function handles(free) {
    const finalization = typeof FinalizationRegistry === 'undefined' ? null : new FinalizationRegistry(ptr => free(ptr, 1));
    return class {
        static __wrap(ptr) {
            const obj = Object.create(this.prototype);
            obj.__wbg_ptr = ptr;
            finalization?.register(obj, ptr, obj);
            return obj;
        }
        __destroy_into_raw() {
            const ptr = this.__wbg_ptr;
            this.__wbg_ptr = 0;
            finalization?.unregister(this);
            return ptr;
        }
        free() {
            free(this.__destroy_into_raw(), 0);
        }
    };
}
`;

/** Several texts go in one after the other; it gives the first ones back if a later one is none, which the types rule out. */
const SEVERAL = /^( +)let ptr\d, len\d(?:, ptr\d, len\d)+;\n +try \{\n((?: +(?:ptr|len)\d = .*\n)+) +\} catch \(e\) \{\n(?: +if \(ptr\d\) .*\n)+ +throw e;\n +\}\n/gm;
/** A text that comes out. Its reader takes what is no UTF-8 as it is and does not throw: nothing has to be freed in the end. */
const COMES_OUT = /^( +)let deferred(\d)_0;\n +let deferred\2_1;\n +try \{\n((?:\1    .*\n)+?) +deferred\2_0 = .*\n +deferred\2_1 = .*\n +return getStringFromWasm0\(.*\n\1\} finally \{\n.*\n +\}\n/gm;
const OR_THROWS = /^ +var ptr\d = ret\[0\];\n +var len\d = ret\[1\];\n( +if \(ret\[3\]\) \{\n) +ptr\d = 0; len\d = 0;\n/m;
const PERHAPS = /^ +let v\d;\n +if \(ret\[0\] !== 0\) \{\n +v\d = getStringFromWasm0\(.*\n.*\n +\}\n +return v\d;\n/gm;
/** The browser's module gives no text that may be absent; the edge's has no class with a constructor. */
const OF_ONE_MODULE = [PERHAPS, REGISTER];
const TAKE_TEXT = `function takeText(ret) {
    const text = getStringFromWasm0(ret[0], ret[1]);
    wasm.__wbindgen_free(ret[0], ret[1], 1);
    return text;
}
`;

rewrite("fc_pivot.js", (glue) => [
  [ENCODE_INTO, ""],
  [DECODE, ""],
  ["return decodeText(", "return cachedTextDecoder.decode("],
  [VIEW, "const getDataViewMemory0 = () => new DataView(wasm.memory.buffer);\n"],
  ["    cachedDataViewMemory0 = null;\n", ""],
  [PASS, PASS_BY_ENCODE_INTO + TAKE_TEXT + HANDLES],
].reduce(replaceOnce, [
  [/^if \(Symbol\.dispose\) .*\n/gm, ""],
  [HANDLE, " extends handles((ptr, later) => wasm.$2(ptr, later)) {\n"],
  [REGISTRY, ""],
  [REGISTER, "        return $2.__wrap($1);\n"],
  [SEVERAL, (_, indent, passed) => passed.replaceAll(/^ +/gm, `${indent}const `)],
  [COMES_OUT, (_, indent, _digit, body) => `${body.replace(OR_THROWS, "$1")}${indent}return takeText(ret);\n`],
  [PERHAPS, "        return ret[0] === 0 ? undefined : takeText(ret);\n"],
  [ALLOCATORS, ")"],
].reduce(replaceEach, glue)));

rewrite("fc_pivot.d.ts", (types) => types.replaceAll(/^ +\[Symbol\.dispose\]\(\): void;\n/gm, ""));

/** A version of wasm-bindgen that writes something else is to be looked at. */
function replaceEach(text, [from, to]) {
  const changed = text.replaceAll(from, to);
  if (changed === text && !OF_ONE_MODULE.includes(from)) throw new Error(`fc_pivot.js has nowhere: ${from}`);
  return changed;
}

function rewrite(name, change) {
  const path = join(folder, name);
  writeFileSync(path, change(readFileSync(path, "utf8")));
}
