/**
 * What a deployed Worker weighs: the modules that wrangler uploads, each in brotli's best compression.
 *
 * In: the folder into which wrangler bundled it. Out: bytes of its JavaScript and of its Wasm. Never: source maps, which no isolate loads.
 */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { sum, weigh } from "./bundle.mjs";

export async function deployed(folder) {
  const names = await readdir(folder);
  const weight = async (ending) => sum(await Promise.all(names.filter((name) => name.endsWith(ending)).map(async (name) => weigh(await readFile(join(folder, name))))));
  return { script: await weight(".js"), wasm: await weight(".wasm") };
}
