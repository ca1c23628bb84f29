// The browser module in Node, for tests and server rendering: read from the package.
import { readFileSync } from "node:fs";
import { bind } from "../browser/fc_pivot.js";
import { Instance } from "./instance.js";

export * from "../browser/fc_pivot.js";

let module: WebAssembly.Module | undefined;
let instance: Instance | undefined;

/** Makes the module ready: once, and anew after a failure of its instance. */
export async function load(): Promise<void> {
  if (instance?.usable) return;
  const fresh = new Instance();
  module ??= new WebAssembly.Module(readFileSync(new URL("../browser/fc_pivot_bg.wasm", import.meta.url)));
  const { imports, start } = bind(fresh.guard);
  start(new WebAssembly.Instance(module, imports), module);
  instance = fresh;
}
