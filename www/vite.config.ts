/**
 * How the demo page is bundled.
 *
 * In: index.html and src/. Out: dist/, static files that the Worker serves from its own origin.
 * Never: an inlined asset. Everything is a file of the same origin, so that the page runs under a
 * policy as short as `default-src 'self'` (the DSFR's own stylesheets hold a few `data:` images).
 */
import { defineConfig } from "vite";

/** Where `wrangler dev` listens: in development the Worker's routes are the real one's. */
const WORKER = "http://localhost:8787";

const ROUTES = ["/auth", "/franceconnect", "/proconnect", "/api"];

export default defineConfig({
  build: {
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    // The Worker must see the browser's own host: it is where the provider sends the person back to.
    proxy: Object.fromEntries(ROUTES.map((path) => [path, { target: WORKER, changeOrigin: false }])),
    // Vite serves every file of the repository but these: the Worker's secrets, then Vite's own list, which this one replaces.
    fs: { deny: [".dev.vars*", ".env", ".env.*", "*.{crt,pem,key,p12,pfx,cer,der}", ".npmrc", ".yarnrc.yml", "**/.git/**"] },
  },
});
