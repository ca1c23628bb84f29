/**
 * What a page transfers for one way of use.
 *
 * In: the package's folder, an entry, what is imported of it. Out: bytes before and after the click, and the files they are made of.
 * Never: the application's own code.
 */
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { bundlePage, sum, weigh } from "./bundle.mjs";

const WASM = "dist/browser/fc_pivot_bg.wasm";
const total = (outputs) => sum(outputs.map(({ weight }) => weight));

export async function transfer(installed, entry, name) {
  const { first, later, sources } = await bundlePage(`import { ${name} } from "${entry}"; globalThis.use = ${name};`, installed);
  // The expression that fetches it, or the interface that compiles it; the word alone stands in the texts of errors.
  const usesWasm = [...first, ...later].some(({ text }) => text.includes(basename(WASM)) || /\bWebAssembly\.\w/.test(text));
  const wasm = usesWasm ? weigh(await readFile(join(installed, WASM))) : 0;
  return { beforeClick: total(first), afterClick: total(later) + wasm, sources, usesWasm };
}
