// The browser module in Node, for tests and server rendering: read from the package.
import { readFileSync } from "node:fs";
import { initSync } from "../browser/fc_pivot.js";

export * from "../browser/fc_pivot.js";

let loaded = false;

/** Makes the module ready, once. */
export async function load(): Promise<void> {
  if (loaded) return;
  initSync({ module: readFileSync(new URL("../browser/fc_pivot_bg.wasm", import.meta.url)) });
  loaded = true;
}
