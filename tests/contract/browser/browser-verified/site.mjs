/**
 * A site of the browser-verified way: its page and the package's files from here, `/auth` from the Worker behind it.
 *
 * In: a port, the Worker's origin, the options for `browserVerified`. Out: the origin, and an end.
 * Never: a change to the package's files: what runs in the page is what is published.
 */
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { passOn } from "../../../world/deployment/pass-on.mjs";
import { html, PACKAGE, PAGE, policy, SCRIPT, script, SIGNED_OUT } from "./page.mjs";

const dist = fileURLToPath(new URL("../../../../pkg/dist/", import.meta.url));
const TYPES = { ".js": "text/javascript", ".wasm": "application/wasm" };

export async function startVerifiedSite({ port, worker, options }) {
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(404).end());
  });

  async function answer(request, response) {
    const { pathname } = new URL(request.url, worker);
    if (pathname.startsWith("/auth/")) {
      passOn(request, response, worker);
    } else if (pathname === PAGE || pathname === SIGNED_OUT) {
      const nonce = randomBytes(16).toString("base64");
      response.setHeader("content-security-policy", policy(nonce, options.issuer));
      response.setHeader("content-type", "text/html; charset=utf-8").end(html(nonce, options));
    } else if (pathname === SCRIPT) {
      response.setHeader("content-type", TYPES[".js"]).end(script);
    } else if (pathname.startsWith(PACKAGE)) {
      const body = await readFile(join(dist, pathname.slice(PACKAGE.length)));
      response.setHeader("content-type", TYPES[extname(pathname)]).end(body);
    } else {
      response.writeHead(404).end();
    }
  }

  server.listen(port, "localhost");
  await once(server, "listening");
  return {
    origin: `http://localhost:${port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => { server.close(resolve); });
    },
  };
}
