/**
 * A site that sets one cookie of a given size and tells how much of it came back.
 *
 * In: nothing. Out: the addresses that do so, and an end. Never: any attribute that changes what a browser would keep.
 */
import { once } from "node:events";
import { createServer } from "node:http";

const NAME = "size";

/** `bytes` counts name and value, as browsers do (RFC 6265bis §5.6); what came back is counted alike, 0 where nothing did. */
export async function startCookieJar() {
  const server = createServer(({ url, headers }, response) => {
    const { searchParams } = new URL(url, "http://localhost");
    const bytes = Number(searchParams.get("bytes"));
    if (bytes > 0) response.setHeader("set-cookie", `${NAME}=${"a".repeat(bytes - NAME.length)}`);
    response.setHeader("content-type", "text/html; charset=utf-8");
    const pairs = (headers.cookie ?? "").split("; ").filter((pair) => pair.startsWith(`${NAME}=`));
    response.end(`<!doctype html><title>Cookie jar</title><pre>${pairs.reduce((sum, pair) => sum + pair.length - 1, 0)}</pre>`);
  }).listen(0, "localhost");
  await once(server, "listening");
  const origin = `http://localhost:${server.address().port}`;
  return {
    showing: `${origin}/`,
    setting: (bytes) => `${origin}/?bytes=${bytes}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => { server.close(resolve); });
    },
  };
}
