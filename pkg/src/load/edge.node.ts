// The edge module in Node: read from the package and compiled at the first use.
import { readFileSync } from "node:fs";
import { initSync } from "../edge/fc_pivot.js";

export * from "../edge/fc_pivot.js";

let loaded = false;

/** Makes the module ready, once. Nothing happens at import. */
export function load(): void {
  if (loaded) return;
  initSync({ module: readFileSync(new URL("../edge/fc_pivot_bg.wasm", import.meta.url)) });
  loaded = true;
}
