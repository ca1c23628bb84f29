import type { NextConfig } from "next";

export default {
  output: "standalone",
  // Left as it is, the package finds its Wasm module, and Next copies both into the standalone folder.
  serverExternalPackages: ["fc-pivot"],
} satisfies NextConfig;
