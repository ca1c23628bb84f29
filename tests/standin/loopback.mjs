/**
 * The names of this machine's loopback, as they stand in a URL.
 *
 * In: a host. Out: the same. Never: any other host. Whoever reaches the stand-in becomes whom they choose: it must not be reached from outside.
 */

export const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

export function requireLoopback(host) {
  if (!LOOPBACK.has(host)) throw new TypeError(`host: expected one of ${[...LOOPBACK].join(", ")}; the stand-in is for tests on one machine`);
  return host;
}

/** The same as an address to listen on. */
export const addressOf = (host) => requireLoopback(host).replace(/^\[(.*)\]$/, "$1");
