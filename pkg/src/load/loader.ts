// What loading has in common wherever a module is compiled before it is instantiated: one instance at a time.
// Comes in: the glue of a module, how to get the module itself. Goes out: `load`. Never: anything at import; a failure that is kept.

import { FcPivotError } from "../shared/errors.js";
import { Instance } from "./instance.js";

/** What wasm-bindgen wrote (pkg/build/renewable.mjs). */
type Bind = (guard: Instance["guard"]) => {
  readonly imports: WebAssembly.Imports;
  start(instance: WebAssembly.Instance, module: WebAssembly.Module): unknown;
};

/** Gives what makes the module ready: once, and anew after a failure of its instance. The first `given` that serves, serves all. */
export function loader<Given>(bind: Bind, compile: (given: Given | undefined) => Promise<WebAssembly.Module>, remedy: string) {
  let module: WebAssembly.Module | undefined;
  let instance: Instance | undefined;
  return async (given?: Given): Promise<void> => {
    if (instance?.usable) return;
    module ??= await compile(given);
    // Whoever waited for it at the same time has made the instance.
    if (instance?.usable) return;
    const fresh = new Instance();
    const { imports, start } = bind(fresh.guard);
    try {
      start(new WebAssembly.Instance(module, imports), module);
    } catch (thrown) {
      // Both are its first word where imports do not fit: it is the module of another glue. Without memory it says something else.
      if (!(thrown instanceof WebAssembly.LinkError || thrown instanceof TypeError)) throw thrown;
      module = undefined;
      throw new FcPivotError("wasm_unavailable", remedy);
    }
    instance = fresh;
  };
}
