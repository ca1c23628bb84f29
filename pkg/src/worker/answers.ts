// The Worker's answers.
// Comes in: what a route decided. Goes out: a Response. Never: one that a cache may keep or that tells another site where it came from.

import type { FcPivotError } from "../errors.js";

const GUARDED = {
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
};

/** What an answer may have beside its body. */
export interface Extras {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** `Set-Cookie` lines. */
  readonly cookies?: readonly string[];
}

/** 303 to `location`, with `Set-Cookie` lines. */
export function redirect(location: string, cookies: readonly string[] = []): Response {
  return answer(null, { status: 303, headers: { location }, cookies });
}

/** JSON text. */
export function json(body: string, { headers = {}, ...extras }: Extras = {}): Response {
  return answer(body, { headers: { "content-type": "application/json", ...headers }, ...extras });
}

/** `{ "error": { "code", "message", "retryable" } }`. */
export function failure(error: FcPivotError, status: number, headers: Record<string, string> = {}): Response {
  const { code, message, retryable } = error;
  return json(JSON.stringify({ error: { code, message, retryable } }), { status, headers });
}

/** To a prefetch: an answer that no browser uses when the person then goes there. It asks again. */
export function declined(): Response {
  return answer(null, { status: 503 });
}

/** The same answer with `Set-Cookie` lines more; one that the runtime made immutable is copied first. */
export function withCookies(response: Response, cookies: readonly string[]): Response {
  if (cookies.length === 0) return response;
  const copy = new Response(response.body, response);
  for (const line of cookies) copy.headers.append("set-cookie", line);
  return copy;
}

function answer(body: string | null, { status = 200, headers = {}, cookies = [] }: Extras): Response {
  return withCookies(new Response(body, { status, headers: { ...GUARDED, ...headers } }), cookies);
}
