// Loading of a module that is compiled before it is instantiated: one instance at a time.
// Comes in: the glue of a module, how to get the module itself. Goes out: `load`. Never: anything at import; a failure that is kept.

import { FcPivotError } from "../shared/errors.js";
import { Instance } from "./instance.js";

/** What wasm-bindgen wrote (pkg/build/renewable.mjs). */
type Bind = (guard: Instance["guard"]) => {
  readonly imports: WebAssembly.Imports;
  start(instance: WebAssembly.Instance, module: WebAssembly.Module): unknown;
};

/** Makes a function that makes the module ready: once, and anew after a failure of its instance. The first `given` that works is used for all. */
export function loader<Given>(bind: Bind, compile: (given: Given | undefined) => Promise<WebAssembly.Module>, remedy: string) {
  let module: WebAssembly.Module | undefined;
  let instance: Instance | undefined;
  return async (given?: Given): Promise<void> => {
    if (instance?.usable) return;
    module ??= await compile(given);
    // Another call that waited for it at the same time has made the instance.
    if (instance?.usable) return;
    const fresh = new Instance();
    const { imports, start } = bind(fresh.guard);
    try {
      start(new WebAssembly.Instance(module, imports), module);
    } catch (thrown) {
      // These two are thrown where imports do not fit: it is the module of another build. Lack of memory throws another error.
      if (!(thrown instanceof WebAssembly.LinkError || thrown instanceof TypeError)) throw thrown;
      module = undefined;
      throw new FcPivotError("wasm_unavailable", remedy);
    }
    instance = fresh;
  };
}
