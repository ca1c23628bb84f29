// The edge module in workerd: a Worker may not compile Wasm at run time, so the bundler hands it over compiled.
import module from "../edge/fc_pivot_bg.wasm";
import { bind } from "../edge/fc_pivot.js";
import { Instance } from "./instance.js";

export * from "../edge/fc_pivot.js";

let instance: Instance | undefined;

/** Makes the module ready: once, and anew after a failure of its instance. Nothing happens at import. */
export function load(): void {
  if (instance?.usable) return;
  const fresh = new Instance();
  const { imports, start } = bind(fresh.guard);
  start(new WebAssembly.Instance(module, imports), module);
  instance = fresh;
}
