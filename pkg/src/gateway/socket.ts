// A WebSocket between browser and upstream, in workerd.
// Comes in: the upstream's end. Goes out: an answer with the browser's end. Never: a socket that outlives its session by more than one look at it;
// a message that is read.

import { SOCKET_LOOK_MILLISECONDS } from "../shared/limits.js";

/** A WebSocket of workerd's. */
interface ServerSocket extends WebSocket {
  accept(): void;
}

/** An answer of workerd's `fetch`. */
export interface SocketAnswer extends Response {
  readonly webSocket?: ServerSocket | null;
}

declare const WebSocketPair: new () => { readonly 0: ServerSocket; readonly 1: ServerSocket };

/** RFC 6455 §7.4.1: the endpoint goes away; a policy was violated. */
const GONE = 1001;
const POLICY = 1008;

/** Joins both ends, until one of them closes or the session no longer admits. */
export function bridged(upstream: ServerSocket, headers: Headers, stillAdmits: () => Promise<boolean>): Response {
  const { 0: client, 1: server } = new WebSocketPair();
  server.accept();
  upstream.accept();
  // What is not text arrives as octets at once; a Blob would have to be waited for.
  for (const each of [server, upstream]) each.binaryType = "arraybuffer";
  const look = setInterval(async () => {
    const admits = await stillAdmits().catch(() => true);
    if (!admits) close(POLICY, "the session is over");
  }, SOCKET_LOOK_MILLISECONDS);
  const close = (code: number, reason: string): void => {
    clearInterval(look);
    for (const each of [server, upstream]) quietly(() => each.close(code, reason));
  };
  const join = (from: ServerSocket, to: ServerSocket): void => {
    from.addEventListener("message", ({ data }) => quietly(() => to.send(data)));
    from.addEventListener("close", ({ code, reason }) => close(isSendable(code) ? code : GONE, reason));
    from.addEventListener("error", () => close(GONE, ""));
  };
  join(server, upstream);
  join(upstream, server);
  return new Response(null, { status: 101, headers, webSocket: client } as ResponseInit);
}

/** Codes that say that none came are never sent. */
const isSendable = (code: number): boolean => code === 1000 || (code > 1001 && code < 1004) || (code > 1006 && code < 1015) || code >= 3000;

/** An end that is closed already throws. */
function quietly(act: () => void): void {
  try {
    act();
  } catch {
    // It is closed.
  }
}
