import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [vue()],
  // In development, the sign-in routes are those of `npx wrangler dev`.
  server: { proxy: { "/auth": { target: "http://localhost:8787", changeOrigin: false } } },
});
