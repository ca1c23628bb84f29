// The browser module: fetched from beside this file when it is first needed.
import init from "../browser/fc_pivot.js";
import { FcPivotError } from "../errors.js";

export * from "../browser/fc_pivot.js";

let loading: Promise<unknown> | undefined;

/** Makes the module ready, once; a failure is not kept: the next call tries again. */
export async function load(): Promise<void> {
  // Written out in full: bundlers find the file by this expression.
  loading ??= init({ module_or_path: new URL("../browser/fc_pivot_bg.wasm", import.meta.url) });
  try {
    await loading;
  } catch {
    loading = undefined;
    throw new FcPivotError("wasm_unavailable");
  }
}
