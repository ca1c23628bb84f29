/**
 * An application behind the gateway, in Node, which tells what reached it.
 *
 * In: a port, if it is to be a certain one; what becomes of what it tells. Out: its origin, the requests that came, an end. Never: a look at who may
 * ask: the gateway does that.
 */
import { once } from "node:events";
import { createServer } from "node:http";
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { WebSocketServer } from "ws";

/** What some paths do; every other path tells what came. */
const PATHS = {
  "/moved": (_, response) => response.writeHead(302, { location: "/elsewhere" }).end(),
  "/moved-to-myself": (_, response, { origin }) => response.writeHead(302, { location: `${origin}/elsewhere?x=1` }).end(),
  "/moved-away": (_, response) => response.writeHead(302, { location: "https://other.example/" }).end(),
  "/cookies": (_, response) => 
    response.writeHead(200, { "set-cookie": ["own=1; Path=/", "__Host-fc-session-4wfpTvnO=planted; Path=/; Secure", "__host-FC-login-x=1"] }).end(),
  "/hop": (_, response) =>
    response.writeHead(200, { connection: "x-private", "x-private": "1", "x-public": "1", "fc-identity": "echo", "alt-svc": 'h3=":443"' }).end("hop"),
  "/gzip": (_, response) =>
    response.writeHead(200, { "content-encoding": "gzip", "content-type": "text/plain" }).end(gzipSync("gzipped text ".repeat(1000))),
  "/says": (request, response) => {
    const said = new URL(request.url, "http://upstream").searchParams.get("cache");
    const others = { expires: "Thu, 01 Jan 2099 00:00:00 GMT", "cdn-cache-control": "max-age=600" };
    response.writeHead(200, { ...(said && { "cache-control": said }), ...others }).end("cached");
  },
  "/hangs": () => {},
  "/breaks": (request) => request.socket.destroy(),
  "/breaks-later": (request, response) => {
    response.writeHead(200, { "content-length": "1000" }).write("begun");
    setTimeout(() => request.socket.destroy(), 100);
  },
  "/early": (_, response) => response.writeHead(413, { connection: "close" }).end("too large"),
  "/drips": (_, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    let count = 0;
    const drip = setInterval(() => {
      response.write(`data: ${count += 1}\n\n`);
      if (count === 5) response.end();
    }, 200);
    response.on("close", () => clearInterval(drip));
  },
};

const asItIs = (seen) => {
  const decoded = (text) => { try { return decodeURIComponent(text); } catch { return text; } };
  return { ...seen, path: decoded(seen.url.split("?", 1)[0]), identity: valuesOf(seen, "fc-identity").join() };
};

export async function startUpstream({ port = 0, told = asItIs } = {}) {
  const came = [];
  const left = [];
  const held = { origin: "" };
  const server = createServer((request, response) => {
    const [path] = request.url.split("?", 1);
    response.on("close", () => { if (!response.writableFinished) left.push(path); });
    if (PATHS[path]) {
      came.push({ url: request.url, method: request.method });
      return PATHS[path](request, response, held);
    }
    const hash = createHash("sha256");
    let size = 0;
    request.on("data", (chunk) => { hash.update(chunk); size += chunk.length; });
    request.on("end", () => {
      const seen = told({ method: request.method, url: request.url, headers: pairs(request.rawHeaders), size, sha256: hash.digest("hex") });
      came.push(seen);
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(seen));
    });
  });
  const sockets = new WebSocketServer({ noServer: true, handleProtocols: (protocols) => [...protocols][0] });
  server.on("upgrade", (request, socket, head) => {
    if (request.url === "/moved") socket.end("HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    else if (request.url !== "/hangs") sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit("connection", opened, request));
  });
  sockets.on("connection", (socket, request) => {
    came.push({ url: request.url, method: "WEBSOCKET", headers: pairs(request.rawHeaders) });
    socket.on("message", (data, isBinary) => socket.send(data, { binary: isBinary }));
  });
  // Those that were upgraded are no longer the server's to close.
  const connections = new Set();
  server.on("connection", (socket) => connections.add(socket.once("close", () => connections.delete(socket))));
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  held.origin = `http://127.0.0.1:${server.address().port}`;
  const stop = async () => {
    server.close();
    for (const socket of connections) socket.destroy();
    await once(server, "close");
  };
  return { origin: held.origin, port: server.address().port, came, left, sockets, stop };
}

function pairs(raw) {
  return Array.from({ length: raw.length / 2 }, (_, at) => [raw[2 * at].toLowerCase(), raw[2 * at + 1]]);
}

/** The values of a header in what an upstream tells. */
export const valuesOf = (seen, name) => seen.headers.filter(([each]) => each === name).map(([, value]) => value);
