/**
 * Workers that sign people in through FranceConnect+, ours and the peers'.
 *
 * In: nothing. Out: for each its name, packages and program; the program bundled as wrangler does it, minified or not, with its Wasm.
 * Never: a program that does less than a whole sign-in: peers.test.mjs drives each.
 */
import { fileURLToPath } from "node:url";
import { readFile } from "node:fs/promises";
import { build } from "esbuild";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const WASM = here("../../../../../pkg/dist/edge/fc_pivot_bg.wasm");

/** The lines of tables, in their order. `ours` has a Wasm module beside it. */
export const WORKERS = [
  { name: "fc-pivot", packages: [], program: here("../../../../../worker/src/application.ts"), ours: true },
  { name: "jose", packages: ["jose"], program: here("../../apps/jose.mjs") },
  { name: "oauth4webapi + jose", packages: ["oauth4webapi", "jose"], program: here("workers/oauth4webapi-jose.mjs") },
  { name: "openid-client", packages: ["openid-client"], program: here("workers/openid-client.mjs") },
];

/** @returns {Promise<{ script: Uint8Array, wasm?: Uint8Array }>} */
export async function bundleWorker({ program, ours = false }, { minify = false } = {}) {
  const { outputFiles: [{ contents }] } = await build({
    entryPoints: [program], bundle: true, minify, format: "esm", target: "es2022", conditions: ["workerd"],
    external: ["cloudflare:workers", "*.wasm"], write: false, logLevel: "warning",
  });
  return { script: contents, ...(ours && { wasm: await readFile(WASM) }) };
}
