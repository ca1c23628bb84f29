/**
 * The one origin that a project's visitors see: its page, and `/auth` from the Worker, under the policy that the guide to the browser-verified way gives.
 *
 * In: a port; the Worker's origin; a folder of files, or the origin of a project's own server; the page's options. Out: the origin, an end.
 * Never: a change to the files, but for the nonce of a page that has inline scripts.
 */
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, request as forward } from "node:http";
import { extname, join } from "node:path";
import { passOn } from "../../world/deployment/pass-on.mjs";

const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".map": "application/json", ".wasm": "application/wasm" };

/** @param {{ inline?: boolean, loose?: boolean }} needs `inline`: scripts with a nonce; `loose`: what development servers need besides */
export function policy({ issuer, nonce, needs: { inline = false, loose = false } }) {
  const script = ["'self'", "'wasm-unsafe-eval'", ...(inline ? [`'nonce-${nonce}'`] : []), ...(loose ? ["'unsafe-eval'"] : [])];
  return [
    "default-src 'none'",
    `script-src ${script.join(" ")}`,
    `connect-src 'self' ${new URL(issuer).origin}`,
    ...(inline ? [`style-src 'self' ${loose ? "'unsafe-inline'" : `'nonce-${nonce}'`}`, "font-src 'self'", "img-src 'self'"] : []),
    "base-uri 'none'",
  ].join("; ");
}

export async function startFront({ port, worker, files, upstream, options, needs = {} }) {
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(404).end());
  });
  if (upstream !== undefined) server.on("upgrade", (request, socket, head) => passSocketOn(request, socket, head, upstream));

  async function answer(request, response) {
    const { pathname } = new URL(request.url, worker);
    if (pathname.startsWith("/auth/")) return passOn(request, response, worker);
    if (pathname === "/options.json") return response.setHeader("content-type", "application/json").end(JSON.stringify(options));
    if (pathname === "/favicon.ico") return response.writeHead(204).end();

    const nonce = randomBytes(16).toString("base64");
    const ours = policy({ issuer: options.issuer, nonce, needs });
    response.setHeader("content-security-policy", ours);
    // Next reads the nonce for its inline scripts from the request's policy.
    if (upstream !== undefined) return passOn(Object.assign(request, { headers: { ...request.headers, "content-security-policy": ours } }), response, upstream);
    const name = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
    const body = await readFile(join(files, name));
    response.setHeader("content-type", TYPES[extname(name)]);
    return response.end(extname(name) === ".html" ? body.toString().replaceAll("%NONCE%", nonce) : body);
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

/** A development server's WebSocket, through which it tells its pages of changes. */
function passSocketOn(request, socket, head, upstream) {
  const onward = forward(new URL(request.url, upstream), { headers: request.headers });
  onward.on("upgrade", ({ rawHeaders }, other, otherHead) => {
    const lines = rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [`${name}: ${rawHeaders[index + 1]}`] : []));
    socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join("\r\n")}\r\n\r\n`);
    // What came in the same packets as the handshake: without it Next's pages wait for ever.
    socket.write(otherHead);
    other.write(head);
    for (const [from, to] of [[socket, other], [other, socket]]) from.on("error", () => to.destroy()).on("close", () => to.destroy()).pipe(to);
  });
  onward.on("error", () => socket.destroy());
  onward.end();
}
