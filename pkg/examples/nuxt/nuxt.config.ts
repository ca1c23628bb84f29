import { fileURLToPath, pathToFileURL } from "node:url";

export default defineNuxtConfig({
  compatibilityDate: "2026-04-20",
  telemetry: false,
  devtools: { enabled: false },
  nitro: {
    // For Cloudflare: Wasm modules are handed over compiled, as Workers want them, and not started by Nitro.
    experimental: { wasm: true },
    rollupConfig: {
      plugins: [
        {
          name: "wasm-as-module",
          resolveId: (id, importer) => (id.endsWith(".wasm") && importer ? fileURLToPath(new URL(id, pathToFileURL(importer))) + "?module" : null),
        },
      ],
    },
  },
});
