// The Worker's answers.
// Comes in: what a route decided. Goes out: a Response. Never: one that a cache may keep or that tells another site where it came from.

import type { ErrorCode, FcPivotError } from "../shared/errors.js";
import { RETRY_AFTER_SECONDS } from "../shared/limits.js";

const GUARDED = {
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
};

/** The parts of an answer beside its body. */
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

/** `{ "error": { "code", "message", "retryable" } }`, for a script. */
export function failure(error: FcPivotError): Response {
  const { code, message, retryable } = error;
  return json(JSON.stringify({ error: { code, message, retryable } }), refusal(error));
}

const STATUS: Partial<Record<ErrorCode, number>> = {
  no_session: 401,
  acr_insufficient: 403,
  origin_refused: 403,
  not_found: 404,
  method_not_allowed: 405,
  invalid_settings: 500,
  wasm_unavailable: 500,
  crypto_unavailable: 500,
  internal: 500,
  store_unavailable: 503,
};

/** Status and headers of an answer that tells of `error`. */
export function refusal({ code }: FcPivotError): { status: number; headers: Record<string, string> } {
  const status = STATUS[code] ?? 400;
  return { status, headers: status === 503 ? { "retry-after": String(RETRY_AFTER_SECONDS) } : {} };
}

/** The answer to a prefetch. No browser uses a 503 when the person then goes there: it asks again. */
export function declined(): Response {
  return answer(null, { status: 503 });
}

/** The same answer with further `Set-Cookie` lines, as a copy, since the runtime may have made it immutable. */
export function withCookies(response: Response, cookies: readonly string[]): Response {
  if (cookies.length === 0) return response;
  const copy = new Response(response.body, response);
  for (const line of cookies) copy.headers.append("set-cookie", line);
  return copy;
}

/** Any other body. */
export function answer(body: string | null, { status = 200, headers = {}, cookies = [] }: Extras): Response {
  const response = new Response(body, { status, headers: { ...GUARDED, ...headers } });
  for (const line of cookies) response.headers.append("set-cookie", line);
  return response;
}
