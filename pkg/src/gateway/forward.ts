// Forwards a request by `fetch`, in workerd and wherever else there is one.
// Comes in: a request that may pass, its body as a stream. Goes out: the upstream's answer as a stream. Never: a followed redirect; a body that is
// kept, or that ends for the upstream where it broke off; an answer that Cloudflare's cache keeps.

import { UPLOAD_BYTES, UPLOAD_MILLISECONDS } from "../shared/limits.js";
import { type HeaderList, answerHeaders } from "./headers.js";
import { refuse } from "./refusal.js";
import type { Forward } from "./shapes.js";
import { type SocketAnswer, bridged } from "./socket.js";

/** workerd hands encoded bodies on as they are; other hosts decode them. */
const handsOnEncoded = (): boolean => globalThis.navigator?.userAgent === "Cloudflare-Workers";

/** Whether a WebSocket is asked for. No other upgrade is passed on (N78). */
export function asksForSocket({ headers }: Request): boolean {
  return headers.get("upgrade")?.toLowerCase() === "websocket";
}

/** Sends it on, and gives the answer to the browser. */
export async function forwarded(forward: Forward, request: Request, fetcher: typeof fetch = fetch): Promise<Response> {
  const { deployment, target, headers, failed } = forward;
  const end = new AbortController();
  const late = setTimeout(() => end.abort(new DOMException("late", "TimeoutError")), timeFor(request, deployment.timeout));
  const leave = (): void => end.abort();
  request.signal.addEventListener("abort", leave);
  const encoded = handsOnEncoded();
  // An empty one, which `fetch` would not take.
  const body = /^(?:GET|HEAD)$/.test(request.method) ? null : request.body;
  try {
    const sent: HeaderList = encoded
      ? headers
      : [...headers.filter(([name]) => name.toLowerCase() !== "accept-encoding"), ["accept-encoding", "identity"]];
    const init: RequestInit & { duplex?: "half" } = {
      method: request.method,
      headers: asksForSocket(request) ? [...sent, ["upgrade", "websocket"]] : sent,
      body:
        body === null || request.headers.has("content-length") ? body : wholeOrNone(body, () => end.abort(new DOMException("broken", "DataError"))),
      redirect: "manual",
      cache: "no-store",
      signal: end.signal,
      ...(body !== null && { duplex: "half" }),
    };
    const answer: SocketAnswer = await fetcher(deployment.upstream.origin + target, init);
    return handedOn(forward, answer, encoded);
  } catch {
    request.signal.removeEventListener("abort", leave);
    const why = (end.signal.reason as Error | undefined)?.name;
    if (why === "DataError") return refuse(request, "request_refused");
    return failed(why === "TimeoutError" ? "upstream_timeout" : "upstream_unreachable");
  } finally {
    clearTimeout(late);
  }
}

/**
 * A body of chunks. Where it breaks off, `broke` gives the request up before its end is written: workerd 1.20260426 writes one however its stream
 * ends, and the upstream would take the part for the whole. Of a body whose length is said it knows better by itself.
 */
function wholeOrNone(body: ReadableStream<Uint8Array>, broke: () => void): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream({
    async pull(controller) {
      try {
        const { value, done } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch (thrown) {
        broke();
        controller.error(thrown);
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

function handedOn(forward: Forward, answer: SocketAnswer, encoded: boolean): Response {
  const { deployment, isGuarded, cookies } = forward;
  const came: HeaderList = [...answer.headers].filter(([name]) => name !== "set-cookie");
  came.push(...answer.headers.getSetCookie().map((line): [string, string] => ["set-cookie", line]));
  const passed = answerHeaders(came, deployment.upstream, deployment.service, isGuarded);
  // A body that the host has decoded has another length.
  const decoded = !encoded && answer.headers.has("content-encoding");
  const headers = new Headers(decoded ? passed.filter(([name]) => !/^content-(?:encoding|length)$/i.test(name)) : passed);
  for (const line of cookies) headers.append("set-cookie", line);
  if (answer.webSocket) return bridged(answer.webSocket, headers, forward.stillAdmits);
  return new Response(answer.body, { status: answer.status, statusText: answer.statusText, headers });
}

/** The time for the answer's head. What a small body takes is part of it. */
function timeFor({ body, headers }: Request, timeout: number): number {
  const length = headers.get("content-length");
  return body === null || (length !== null && Number(length) <= UPLOAD_BYTES) ? timeout : Math.max(UPLOAD_MILLISECONDS, timeout);
}
