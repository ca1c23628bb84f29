// The Worker's answers.
// Comes in: what a route decided. Goes out: a Response. Never: one that a cache may keep or that tells another site where it came from.

import type { FcPivotError } from "../errors.js";

const GUARDED = { "cache-control": "no-store", "referrer-policy": "no-referrer", "x-content-type-options": "nosniff" };

/** 303 to `location`, with `Set-Cookie` lines. */
export function redirect(location: string, cookies: readonly string[]): Response {
  const headers = new Headers({ ...GUARDED, location });
  for (const line of cookies) headers.append("set-cookie", line);
  return new Response(null, { status: 303, headers });
}

/** JSON text. */
export function json(body: string, headers: Record<string, string> = {}, status = 200): Response {
  return new Response(body, { status, headers: { ...GUARDED, "content-type": "application/json", ...headers } });
}

/** `{ "error": { "code", "message" } }`. */
export function failure(error: FcPivotError, status: number, headers: Record<string, string> = {}): Response {
  const { code, message, retryable } = error;
  return json(JSON.stringify({ error: { code, message, retryable } }), headers, status);
}
