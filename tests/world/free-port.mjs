/**
 * A port for a server that is about to start.
 *
 * In: nothing. Out: a free port below those that systems hand out by themselves: no connection takes it before its server does. Never: 10080, which
 * `fetch` refuses.
 */
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";

export async function freePort() {
  for (;;) {
    const port = randomInt(10_081, 32_000);
    const server = createServer().listen(port);
    const isFree = await once(server, "listening").then(() => true, () => false);
    if (!isFree) continue;
    server.close();
    await once(server, "close");
    return port;
  }
}
