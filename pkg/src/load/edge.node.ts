// The edge module in Node, Bun and Deno: read from the package and compiled at the first use.
import { readFile } from "node:fs/promises";
import { bind } from "../edge/fc_pivot.js";
import { loader } from "./loader.js";
import { type Wasm, compiled } from "./wasm.js";

export * from "../edge/fc_pivot.js";

/** A bundle may have the loader without the file, or the option may hold another build's. */
const REMEDY = "expected fc-pivot/edge.wasm beside the package's code or in the option wasm: keep fc-pivot out of the bundle, or hand the file over";

/** Makes the module ready. It comes from `wasm`, or from beside this file. */
export const load = loader<Wasm | Promise<Wasm>>(bind, (wasm) => compiled(wasm ?? beside(), REMEDY, readFile), REMEDY);

/** Some bundlers find the file by this expression. Others leave no `import.meta`, and the expression throws. */
async function beside(): Promise<URL> {
  return new URL("../edge/fc_pivot_bg.wasm", import.meta.url);
}
