// Makes the module that wasm-bindgen wrote renewable: one set of classes for each instance of the Wasm.
//
// In:    the folder with wasm-bindgen's `--target web` output: fc_pivot.js and fc_pivot.d.ts, which are rewritten.
// Out:   fc_pivot.js with one function more, `bind`. Each call of it makes classes of their own around an instance of their own, and once
//        that has started the module's exports are those (ES modules' bindings are live: who imported them sees it).
// Never: a pointer of one instance in the memory of another: it lies in an object whose class knows its own instance only, and the
//        methods of another instance's classes refuse the object.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { replaceOnce } from "./replace-once.mjs";

const [folder] = process.argv.slice(2);
const START = "    wasm.__wbindgen_start();\n";
/** Three ways of loading, with their warnings. The loaders of the package (pkg/src/load) know which one they need. */
const LOADING = /^async function __wbg_load\([^]*^export \{ initSync, __wbg_init as default \};\n/m;

rewrite("fc_pivot.js", (glue) => {
  const names = [...glue.matchAll(/^export (?:class|function) (\w+)/gm)].map(([, name]) => name);
  if (names.length === 0) throw new Error("fc_pivot.js exports nothing");
  const body = [
    // Whatever enters the instance goes through the guard.
    [" = instance.exports;", " = guard(instance.exports);"],
    [START, `${START}    publish({ ${names.join(", ")} });\n`],
    [LOADING, "return { imports: __wbg_get_imports(), start: __wbg_finalize_init };\n"],
  ].reduce(replaceOnce, glue.replaceAll(/^export (?=class|function)/gm, ""));
  return `export let ${names.join(", ")};

function publish(made) {
    ({ ${names.join(", ")} } = made);
}

export function bind(guard) {
${body}}
`;
});

rewrite("fc_pivot.d.ts", (types) => {
  const [classes, rest] = types.split("export type InitInput");
  if (rest === undefined) throw new Error("fc_pivot.d.ts has no InitInput");
  return `${classes}/** Makes the classes anew, around an instance that is yet to start; it is entered through what \`guard\` makes of its exports. */
export function bind(guard: <E extends object>(exports: E) => E): {
    readonly imports: WebAssembly.Imports;
    start(instance: WebAssembly.Instance, module: WebAssembly.Module): unknown;
};
`;
});

function rewrite(name, change) {
  const path = join(folder, name);
  writeFileSync(path, change(readFileSync(path, "utf8")));
}
