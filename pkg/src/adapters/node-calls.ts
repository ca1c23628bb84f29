// A request of Node's and its answer, whatever framework they come from, as the web's.
// Comes in: what `node:http`, Express or Fastify hand over. Goes out: a `Request`; an answer that is sent. Never: an address from a proxy's headers; a
// connection that waits for a body nobody reads.

import type { IncomingMessage, ServerResponse } from "node:http";
// Node's requests as the web's and back, with backpressure and disconnects: the host's work, which it is kept for.
import { createHeaders, createRequest, sendResponse } from "@remix-run/node-fetch-server";
import { FcPivotError } from "../shared/errors.js";
import { UNREAD_BYTES, UNREAD_MILLISECONDS } from "../shared/limits.js";
import { failure } from "../worker/answers.js";

/** A request of Fastify's, as far as it is used here. */
export interface FastifyRequestLike {
  readonly raw: IncomingMessage;
}

/** A reply of Fastify's, as far as it is used here. */
export interface FastifyReplyLike {
  readonly raw: ServerResponse;
  /** Adds a header. One that is called `set-cookie` is added to those that are there. */
  header(name: string, value: string): unknown;
  /** Sends status, headers and body of a `Response`. */
  send(payload: Response): unknown;
}

/** A request and its answer, whatever framework they come from. */
export interface Call {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  /** Path and query as the client wrote them, whatever a router has cut off since. */
  readonly target: string;
  /** The path of it. It is not normalised: a router that does not do so either would take `/a/../b` for another path than `/b`. */
  readonly path: string;
  readonly addCookie: (line: string) => void;
  readonly send: (answer: Response) => unknown;
}

/** Reads both. */
export function callOf(request: IncomingMessage | FastifyRequestLike, response: ServerResponse | FastifyReplyLike): Call {
  const incoming = "raw" in request ? request.raw : request;
  const { originalUrl, url = "" } = incoming as IncomingMessage & { originalUrl?: string };
  const target = originalUrl ?? url;
  const [path = ""] = target.split("?", 1);
  if ("raw" in response) {
    return {
      incoming,
      outgoing: response.raw,
      target,
      path,
      addCookie: (line) => response.header("set-cookie", line),
      send: (answer) => response.send(answer),
    };
  }
  const addCookie = (line: string) => response.appendHeader("set-cookie", line);
  return { incoming, outgoing: response, target, path, addCookie, send: (answer) => sendResponse(response, answer) };
}

/** Sends the answer that `act` gives; `undefined` leaves the request to the next. */
export async function answered(call: Call, next: (error?: Error) => void, act: () => Promise<Response | undefined>): Promise<void> {
  try {
    const answer = await act().catch((thrown: unknown) => failure(FcPivotError.from(thrown)));
    // Whoever asked may have left meanwhile.
    if (call.outgoing.destroyed) return;
    if (answer === undefined) {
      next();
      return;
    }
    await leaveBody(call);
    await call.send(answer);
  } catch (thrown) {
    next(thrown instanceof Error ? thrown : new FcPivotError("internal"));
  }
}

/** Hosts and ports as a browser sends them. Anything else would become part of the path where an address is put together. */
const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d+)?$/i;

/** The address of a request: of its connection, its `Host` and its target, which is never one of another host's (RFC 9112 §3.2.2). */
function addressOf({ incoming, target }: Call): URL {
  const { host = "localhost" } = incoming.headers as { host?: string };
  if (!HOST.test(host) || !target.startsWith("/")) throw new FcPivotError("request_malformed");
  const { encrypted } = (incoming as { socket?: { encrypted?: boolean } }).socket ?? {};
  return new URL(`${encrypted ? "https" : "http"}://${host}${target}`);
}

/** The request without its body, which is left for the application. */
export function headOf(call: Call): Request {
  const { incoming } = call;
  return new Request(addressOf(call), { method: incoming.method ?? "GET", headers: createHeaders(incoming) });
}

/** The whole request. Where somebody has read its body, there is none left. */
export function requestOf(call: Call): Request {
  const { incoming, outgoing, target } = call;
  if (incoming.readableDidRead) return headOf(call);
  const address = addressOf(call);
  const request = createRequest(incoming, outgoing);
  return incoming.url === target ? request : new Request(address, request);
}

/**
 * Reads what has not come yet of a request that is answered now, and throws it away, so that its sender reads the answer. Beyond the limits the
 * connection ends with the answer.
 */
export async function leaveBody({ incoming, outgoing }: Call): Promise<void> {
  if (!incoming.complete) await discarded(incoming);
  if (!incoming.complete) outgoing.shouldKeepAlive = false;
}

function discarded(incoming: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    let left = UNREAD_BYTES;
    const end = (): void => {
      clearTimeout(timer);
      incoming.off("data", count).off("end", end).off("close", end).pause();
      resolve();
    };
    const count = (chunk: Uint8Array): void => {
      left -= chunk.byteLength;
      if (left < 0) end();
    };
    const timer = setTimeout(end, UNREAD_MILLISECONDS);
    incoming.on("data", count).on("end", end).on("close", end).resume();
  });
}
