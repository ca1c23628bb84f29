// The browser module: fetched from beside this file when it is first needed.
import { bind } from "../browser/fc_pivot.js";
import { FcPivotError } from "../errors.js";
import { Instance } from "./instance.js";

export * from "../browser/fc_pivot.js";

let loading: Promise<Instance> | undefined;

/**
 * Makes the module ready: once, and anew after a failure of its instance. It comes from `wasm`, or from beside this file. A failure to load
 * is not kept: the next call tries again.
 */
export async function load(wasm?: string | URL): Promise<void> {
  const mine = (loading ??= started(wasm));
  try {
    if ((await mine).usable) return;
  } catch {
    if (loading === mine) loading = undefined;
    throw new FcPivotError("wasm_unavailable");
  }
  // The first to find it ended makes another; who finds it at the same time shares that one.
  if (loading === mine) loading = undefined;
  return load(wasm);
}

async function started(wasm?: string | URL): Promise<Instance> {
  // Written out in full: bundlers find the file by this expression.
  const fetched = fetch(wasm ?? new URL("../browser/fc_pivot_bg.wasm", import.meta.url));
  const fresh = new Instance();
  const { imports, start } = bind(fresh.guard);
  const response = await fetched;
  if (!response.ok) throw new FcPivotError("wasm_unavailable");
  // Compiled while it arrives, which engines do for the right type alone.
  const streams = response.headers.get("content-type") === "application/wasm";
  const { instance, module } = streams
    ? await WebAssembly.instantiateStreaming(response, imports)
    : await WebAssembly.instantiate(await response.arrayBuffer(), imports);
  start(instance, module);
  return fresh;
}
