/**
 * The site of one peer's page, on loopback, as a CDN serves it: compressed, files for ever, pages anew each time.
 *
 * In: the peer's program, the provider's issuer; whether the pages name their Wasm for the browser to load at once. Out: the origin, and an end. Never: a compression while somebody waits.
 */
import { once } from "node:events";
import { createServer } from "node:http";
import { brotliCompressSync } from "node:zlib";
import { filesOf, html, RETURN, START } from "./page.mjs";
import { CLIENT_ID } from "../../../../world/handmade/provider.mjs";

export async function startSite(program, issuer, { preloads = false } = {}) {
  const files = await filesOf(program);
  const server = createServer(answer).listen(0, "localhost");
  await once(server, "listening");
  const origin = `http://localhost:${server.address().port}`;
  const settings = { issuer, clientId: CLIENT_ID, redirectUri: `${origin}${RETURN}` };
  const page = { type: "text/html; charset=utf-8", body: brotliCompressSync(html(settings, preloads ? [...files.keys()].filter((path) => path.endsWith(".wasm")) : [])) };

  function answer(request, response) {
    const { pathname } = new URL(request.url, origin);
    if (pathname === START || pathname === RETURN) send(response, page, "no-cache");
    else if (files.has(pathname)) send(response, files.get(pathname), "public, max-age=31536000, immutable");
    else response.writeHead(404).end();
  }

  return {
    origin,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => { server.close(resolve); });
    },
  };
}

const send = (response, { type, body }, cacheControl) =>
  response.writeHead(200, { "content-type": type, "content-encoding": "br", "content-length": body.length, "cache-control": cacheControl }).end(body);
