// The edge module in workerd: a Worker may not compile Wasm at run time, so the bundler hands it over compiled.
import own from "../edge/fc_pivot_bg.wasm";
import { bind } from "../edge/fc_pivot.js";
import { loader } from "./loader.js";
import { type Wasm, compiled } from "./wasm.js";

export * from "../edge/fc_pivot.js";

const REMEDY = "expected fc-pivot/edge.wasm as a WebAssembly.Module: from the bundler, or in the option wasm";

/** Makes the module ready. It comes from `wasm`, or from the bundler. */
export const load = loader<Wasm | Promise<Wasm>>(bind, (wasm) => compiled(wasm ?? own, REMEDY), REMEDY);
