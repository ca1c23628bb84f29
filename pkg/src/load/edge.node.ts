// The edge module in Node: read from the package and compiled at the first use.
import { readFileSync } from "node:fs";
import { bind } from "../edge/fc_pivot.js";
import { Instance } from "./instance.js";

export * from "../edge/fc_pivot.js";

let module: WebAssembly.Module | undefined;
let instance: Instance | undefined;

/** Makes the module ready: once, and anew after a failure of its instance. Nothing happens at import. */
export function load(): void {
  if (instance?.usable) return;
  const fresh = new Instance();
  module ??= new WebAssembly.Module(readFileSync(new URL("../edge/fc_pivot_bg.wasm", import.meta.url)));
  const { imports, start } = bind(fresh.guard);
  start(new WebAssembly.Instance(module, imports), module);
  instance = fresh;
}
