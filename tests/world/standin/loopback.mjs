/**
 * Hosts, as they stand in a URL: this machine's loopback, and what FranceConnect+ takes for a host.
 *
 * In: a host. Out: the same, or what it is. Never: the stand-in on another host than the loopback. Whoever reaches it becomes whom they
 * choose: it must not be reached from outside.
 */

export const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

export function requireLoopback(host) {
  if (!LOOPBACK.has(host)) throw new TypeError(`host: expected one of ${[...LOOPBACK].join(", ")}; the stand-in is for tests on one machine`);
  return host;
}

/** FC+ knows no other hosts: a name with a dot. */
export const isDotted = (host) => /^[^.]+(\.[^.]+)+$/.test(host) && !/^[\d.]+$/.test(host);

/** The same as an address to listen on. */
export const addressOf = (host) => requireLoopback(host).replace(/^\[(.*)\]$/, "$1");
