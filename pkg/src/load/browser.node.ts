// The browser module in Node, for tests and server rendering: read from the package.
import { readFile } from "node:fs/promises";
import { bind } from "../browser/fc_pivot.js";
import { loader } from "./loader.js";
import { compiled } from "./wasm.js";

export * from "../browser/fc_pivot.js";

const REMEDY = "expected fc-pivot/browser.wasm beside the package's code: keep fc-pivot out of the server's bundle";

/** Makes the module ready. The address that pages load it from is not used here. */
export const load = loader<string | URL>(bind, () => compiled(beside(), REMEDY, readFile), REMEDY);

/** See edge.node.ts. */
async function beside(): Promise<URL> {
  return new URL("../browser/fc_pivot_bg.wasm", import.meta.url);
}
