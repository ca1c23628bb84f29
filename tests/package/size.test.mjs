/** What the edge-session way costs a page: `fc-pivot` alone, bundled and minified, as a CDN sends it. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";

/** Bytes: with the texts of all errors in French and English, which are most of it. */
const BUDGET = 4096;

it(`fc-pivot is at most ${BUDGET} bytes of brotli, without Wasm`, async (t) => {
  const { outputFiles: [bundle, ...others] } = await build({
    stdin: { contents: 'export * from "fc-pivot";', resolveDir: fileURLToPath(new URL(".", import.meta.url)) },
    bundle: true, minify: true, format: "esm", target: "es2022", write: false,
  });
  assert.deepEqual(others, []);
  assert.ok(bundle.text.includes("/session") && !bundle.text.includes("WebAssembly."));
  const { length } = brotliCompressSync(bundle.contents);
  t.diagnostic(`${length} bytes of brotli, ${bundle.contents.length} minified`);
  assert.ok(length <= BUDGET, `${length} bytes`);
});
