// Sends one HTTP request for the core.
// Comes in: a request that the core made. Goes out: the answer: status, some headers, body. Never: a followed redirect; an answer beyond the
// core's limit or the time-out; a second try of a request that may have used up a code or a token.

import { type ErrorCode, FcPivotError } from "./errors.js";
import { withTimeout } from "./time-out.js";

/** A request as the core makes it. */
export interface HttpRequest {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: string;
  readonly answerLimit: number;
  /** Past the browser's own cache. The core never sets it: a Worker has no such cache, and its `fetch` does not take every mode. */
  readonly cache?: "reload";
}

/** An answer as the core reads it. */
export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string | undefined;
  readonly cacheControl: string | undefined;
  /** The `Date` header. Across origins a browser gives it only where the server exposes it. */
  readonly date?: string | undefined;
  readonly body: Uint8Array;
}

/** How requests are sent. */
export interface Transport {
  /** Used in place of the global `fetch`. */
  readonly fetch?: typeof fetch | undefined;
  /** Milliseconds that one answer may take, its body included. */
  readonly timeout: number;
  /** Reads a body in place of `readUpTo`; `declared` is its length, by what was said of it. */
  readonly read?: (stream: Body, limit: number, code: ErrorCode, declared: number) => Promise<Uint8Array>;
}

/** A body, if there is one. */
export type Body = ReadableStream<Uint8Array> | null;

/** Sends `request`, once, and reads the answer. */
export function send(request: HttpRequest, transport: Transport): Promise<HttpAnswer> {
  return withTimeout(transport.timeout, (signal) => sendUntil(signal, request, transport));
}

async function sendUntil(signal: AbortSignal, request: HttpRequest, transport: Transport): Promise<HttpAnswer> {
  try {
    const response = await (transport.fetch ?? fetch)(request.url, {
      method: request.method,
      headers: request.headers.map(([name, value]): [string, string] => [name, value]),
      body: request.body ?? null,
      ...(request.cache && { cache: request.cache }),
      // A redirect would carry code and secret to another place. Its status reaches the core, which refuses it.
      redirect: "manual",
      signal,
    });
    const header = (name: string): string | undefined => response.headers.get(name) ?? undefined;
    const { read = readUpTo } = transport;
    const body = await read(response.body, request.answerLimit, "provider_answer_malformed", Number(header("content-length")));
    return { status: response.status, contentType: header("content-type"), cacheControl: header("cache-control"), date: header("date"), body };
  } catch (thrown) {
    if (thrown instanceof FcPivotError) throw thrown;
    throw new FcPivotError(signal.aborted ? "provider_timeout" : "provider_unreachable");
  }
}

/**
 * Sends a request for a public document. Where the connection breaks, or the document lacks its end, `again` is sent once, within the time that
 * one answer may take.
 */
export async function sendRepeatable(request: HttpRequest, transport: Transport, again = request): Promise<HttpAnswer> {
  const start = performance.now();
  const left = (): number => transport.timeout - (performance.now() - start);
  try {
    const answer = await send(request, transport);
    if (answer.status !== 200 || hasEnd(answer.body) || left() <= 0) return answer;
  } catch (thrown) {
    if (FcPivotError.from(thrown).code !== "provider_unreachable" || left() <= 0) throw thrown;
  }
  return send(again, { ...transport, timeout: Math.max(left(), 0) });
}

/** Whether the document is complete: each of them is a JSON object. */
const hasEnd = (body: Uint8Array): boolean => /\}\s*$/.test(new TextDecoder().decode(body));

/** Reads a body chunk by chunk, so that an endless one ends at the limit, with an error of `code`. */
export async function readUpTo(stream: Body, limit: number, code: ErrorCode): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = stream?.getReader();
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
    size += part.value.byteLength;
    if (size > limit) {
      void reader?.cancel().catch(() => {});
      throw new FcPivotError(code, "size");
    }
    chunks.push(part.value);
  }
  const body = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    body.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return body;
}
