// The browser module: fetched from beside this file when it is first needed.
import { bind } from "../browser/fc_pivot.js";
import { FcPivotError } from "../errors.js";
import { Instance } from "./instance.js";

export * from "../browser/fc_pivot.js";

let loading: Promise<Instance> | undefined;

/** Makes the module ready: once, and anew after a failure of its instance. A failure to load is not kept: the next call tries again. */
export async function load(): Promise<void> {
  const mine = (loading ??= fetched());
  try {
    if ((await mine).usable) return;
  } catch {
    if (loading === mine) loading = undefined;
    throw new FcPivotError("wasm_unavailable");
  }
  // The first to find it ended makes another; who finds it at the same time shares that one.
  if (loading === mine) loading = undefined;
  return load();
}

async function fetched(): Promise<Instance> {
  const fresh = new Instance();
  // Written out in full: bundlers find the file by this expression.
  await bind(fresh.guard).init({ module_or_path: new URL("../browser/fc_pivot_bg.wasm", import.meta.url) });
  return fresh;
}
