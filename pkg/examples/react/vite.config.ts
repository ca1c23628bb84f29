import { defineConfig } from "vite";

export default defineConfig({
  // In development, the sign-in routes are those of `npx wrangler dev`.
  server: { proxy: { "/auth": { target: "http://localhost:8787", changeOrigin: false } } },
});
