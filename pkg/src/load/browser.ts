// The browser module: fetched from beside this file when it is first needed.
import { bind } from "../browser/fc_pivot.js";
import { FcPivotError } from "../shared/errors.js";
import { Instance } from "./instance.js";

export * from "../browser/fc_pivot.js";

const REMEDY = "expected fc-pivot/browser.wasm where the option wasm says; with Vite up to 7, fc-pivot in optimizeDeps.exclude";

/** Vite's development server up to 7 bundles the package beforehand, for example into `node_modules/.vite/deps`, without the module. */
const PREBUNDLED = /\/node_modules\/\.(vite|cache)\/(.+\/)?browser\/(?=fc_pivot_bg\.wasm$)/;

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
    throw new FcPivotError("wasm_unavailable", REMEDY);
  }
  // The first call that finds the instance ended makes another; calls at the same time share it.
  if (loading === mine) loading = undefined;
  return load(wasm);
}

async function started(wasm?: string | URL): Promise<Instance> {
  const fetched = fetch(wasm ?? beside());
  const fresh = new Instance();
  const { imports, start } = bind(fresh.guard);
  const response = await fetched;
  if (!response.ok) throw new TypeError("no module there");
  // Compiled while it arrives. Engines do this only for the right content type.
  const streams = response.headers.get("content-type") === "application/wasm";
  const { instance, module } = streams
    ? await WebAssembly.instantiateStreaming(response, imports)
    : await WebAssembly.instantiate(await response.arrayBuffer(), imports);
  start(instance, module);
  return fresh;
}

function beside(): string {
  // Written out in full: bundlers find the file by this expression.
  const { href } = new URL("../browser/fc_pivot_bg.wasm", import.meta.url);
  return href.replace(PREBUNDLED, "/node_modules/fc-pivot/dist/browser/");
}
