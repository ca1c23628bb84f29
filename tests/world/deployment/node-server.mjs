/**
 * A server in Node for a `fetch`-shaped handler, as an adapter makes one.
 *
 * In: the handler, and what the adapter takes for the request's origin: `http://` and the `Host` that came, or an address of its own. Out: the
 * server's origin, the requests that came, an end. Never: a look at what a proxy says in other headers.
 */
import { once } from "node:events";
import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";

export async function serveInNode(handle, { port = 0, originOf = ({ headers }) => `http://${headers.host}` } = {}) {
  const seen = [];
  const server = createServer(async (incoming, outgoing) => {
    seen.push(`${incoming.method} ${incoming.url}`);
    const { method } = incoming;
    const body = ["GET", "HEAD"].includes(method) ? undefined : await buffer(incoming);
    const headers = new Headers();
    for (let at = 0; at < incoming.rawHeaders.length; at += 2) headers.append(incoming.rawHeaders[at], incoming.rawHeaders[at + 1]);
    const answer = await handle(new Request(`${originOf(incoming)}${incoming.url}`, { method, headers, body }));
    const lines = [...answer.headers].filter(([name]) => name !== "set-cookie").concat(answer.headers.getSetCookie().map((line) => ["set-cookie", line]));
    outgoing.writeHead(answer.status, lines.flat()).end(Buffer.from(await answer.arrayBuffer()));
  });
  server.listen(port, "localhost");
  await once(server, "listening");
  const stop = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  };
  return { origin: `http://localhost:${server.address().port}`, seen, stop };
}
