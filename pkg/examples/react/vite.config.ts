import { defineConfig } from "vite";

export default defineConfig({
  server: {
    // In development, the sign-in routes are those of `npx wrangler dev`.
    proxy: { "/auth": { target: "http://localhost:8787", changeOrigin: false } },
    // Vite serves every file of the workspace but these: the Worker's secrets, then Vite's own list, which this one replaces.
    fs: { deny: [".dev.vars*", ".env", ".env.*", "*.{crt,pem,key,p12,pfx,cer,der}", ".npmrc", ".yarnrc.yml", "**/.git/**"] },
  },
});
