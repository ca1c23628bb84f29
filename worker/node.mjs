/**
 * The Worker in Node, without workerd: sign-in by the ways of ways.mjs, the two protected routes of worker/src/application.ts, a page for everything
 * else. With the setting `UPSTREAM` it is a gateway before an application instead.
 *
 * In: the settings in the environment; `PORT`, `HOST` (8787 on 127.0.0.1), `PROCESSES` (1), `PAGE`, a folder of files with a `_headers` (../www/dist).
 * Out: one line once it listens; the log of events. `GET /health` is 204, and 503 once it stops. SIGTERM lets what is under way end, then ends.
 * Never: a start with settings that are missing or malformed; a file outside the folder: all are read at the start.
 */
import { readFile, readdir } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { hasUpstream } from "fc-pivot/gateway";
import { fcGatewayNode } from "fc-pivot/gateway/node";
import { fcPivotNode } from "fc-pivot/node";
import { leave, processesOf, serves, watchOver } from "./processes.mjs";
import { checkAll, shownOf, waysIn } from "./ways.mjs";

const { PORT = "8787", HOST = "127.0.0.1", PROCESSES, PAGE = fileURLToPath(new URL("../www/dist/", import.meta.url)) } = process.env;

/** Milliseconds between the signal and the end of what is still under way then: longer than a sign-in at a slow provider takes. */
const PATIENCE = 20_000;

const TYPES = {
  ".css": "text/css", ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8", ".wasm": "application/wasm", ".woff2": "font/woff2", ".ico": "image/x-icon", ".png": "image/png",
};

/** What the application serves to people who are signed in, and at which level: as in worker/src/application.ts. */
const API = {
  "/api/permits": { demand: {}, serve: ({ identity }) => ({ holder: identity.sub, permits: [] }) },
  "/api/permits/surrender": { demand: { acr: "eidas3" }, serve: ({ identity, assurance }) => ({ holder: identity.sub, acr: assurance.acr }) },
};

try {
  const processes = processesOf(PROCESSES);
  if (serves(processes)) await serve(processes === 1 ? told : () => {});
  else watchOver(processes, told);
} catch (thrown) {
  process.stderr.write(`fc-pivot: ${thrown.message}\n`);
  process.exitCode = 1;
  leave();
}

/** What answers requests, with the settings read: the gateway, or an application of our own. */
async function start() {
  if (hasUpstream()) {
    const { gateway, handler, upgrade } = fcGatewayNode();
    await gateway.check();
    return { application: handler, upgrade, close: () => gateway.close() };
  }
  const ways = waysIn(process.env).map((way) => ({ ...way, ...fcPivotNode({ prefix: way.prefix, environment: way.environment }) }));
  await checkAll(ways);
  const page = await readPage(PAGE);
  const [main] = ways;
  const api = new Map(Object.entries(API).map(([path, { demand, serve }]) => [path, { guard: main.requireSession(demand), serve }]));
  const application = ways.reduceRight((next, { handler }) => handler(next), (request, response) => {
    const [path] = request.url.split("?", 1);
    if (path === "/api/ways") return json(response, shownOf(ways));
    const route = api.get(path);
    if (route === undefined) return page(request, response, path);
    return route.guard(request, response, () => json(response, route.serve(request.fcSession)));
  });
  const close = () => {
    for (const { auth } of ways) auth.close();
  };
  return { application, upgrade: undefined, close };
}

function told(port) {
  console.log(`fc-pivot: listening on http://${HOST}:${port}`);
}

async function serve(listening) {
  const { application, upgrade, close } = await start();
  let stopping = false;
  const sockets = new Set();

  const server = createServer((request, response) => {
    if (stopping) response.shouldKeepAlive = false;
    if (request.url === "/health") response.writeHead(stopping ? 503 : 204, { "cache-control": "no-store" }).end();
    else application(request, response);
  });
  if (upgrade !== undefined) {
    server.on("upgrade", (request, socket, head) => {
      // The end would wait for it, and nothing ends it.
      if (stopping) return socket.destroy();
      sockets.add(socket.once("close", () => sockets.delete(socket)));
      return upgrade(request, socket, head);
    });
  }

  const stop = () => {
    if (stopping) return;
    stopping = true;
    // Connections between two requests end at once, those with one under way after it.
    const closing = setInterval(() => server.closeIdleConnections(), 50);
    const late = setTimeout(() => server.closeAllConnections(), PATIENCE);
    // A WebSocket has no end of its own to wait for; its page opens another.
    for (const socket of sockets) socket.destroy();
    server.close(() => {
      clearInterval(closing);
      clearTimeout(late);
      close();
      leave();
    });
  };
  for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, stop);

  await new Promise((resolve, reject) => {
    server.once("error", reject).listen(Number(PORT), HOST, resolve);
  });
  listening(server.address().port);
}

function json(response, value) {
  response.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" }).end(JSON.stringify(value));
}

/** Reads the folder; gives what answers a request with a file of it, or with `index.html`, as an application of one page wants it. */
async function readPage(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = new Map(await Promise.all(entries.filter((entry) => entry.isFile()).map(async ({ parentPath, path, name }) => {
    const file = join(parentPath ?? path, name);
    const type = TYPES[extname(name)] ?? "application/octet-stream";
    return [`/${relative(folder, file).split(sep).join("/")}`, { type, body: await readFile(file) }];
  })));
  const headers = headersOf(files.get("/_headers")?.body.toString() ?? "");
  files.delete("/_headers");
  return (request, response, path) => {
    if (request.method !== "GET" && request.method !== "HEAD") return response.writeHead(405, { allow: "GET, HEAD" }).end();
    const { type, body } = files.get(path) ?? files.get("/index.html") ?? {};
    if (body === undefined) return response.writeHead(404).end();
    return response.writeHead(200, { ...headers, "content-type": type, "content-length": body.length }).end(body);
  };
}

/** The headers for all files, in Cloudflare's format: indented lines below the path `/*`. */
function headersOf(text) {
  const lines = text.split("\n").filter((line) => /^ +\S+: /.test(line));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(":")).trim().toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]));
}
