// The edge module in workerd: a Worker may not compile Wasm at run time, so the bundler hands it over compiled.
import module from "../edge/fc_pivot_bg.wasm";
import { initSync } from "../edge/fc_pivot.js";

export * from "../edge/fc_pivot.js";

let loaded = false;

/** Makes the module ready, once. Nothing happens at import. */
export function load(): void {
  if (loaded) return;
  initSync({ module });
  loaded = true;
}
