/**
 * Ports that are easy to remember, where nobody else has them.
 *
 * In: the wanted port. Out: it, or a free one in its stead. Never: a port that another program answers on one of the two loopback
 * addresses: `localhost` in a browser is both.
 */
import { once } from "node:events";
import { createServer } from "node:net";
import { freePort } from "../deployment/index.mjs";

const LOOPBACK = ["127.0.0.1", "::1"];
/** The machine does not have this address, so nobody listens on it. */
const NO_SUCH_ADDRESS = new Set(["EADDRNOTAVAIL", "EAFNOSUPPORT"]);

export async function friendlyPort(wanted) {
  for (const host of LOOPBACK) {
    if (!(await isFree(wanted, host))) return freePort();
  }
  return wanted;
}

async function isFree(port, host) {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, "listening");
  } catch (error) {
    return NO_SUCH_ADDRESS.has(error.code);
  }
  server.close();
  await once(server, "close");
  return true;
}
