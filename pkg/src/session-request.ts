// The one question that a page asks its Worker: who is signed in?
// Comes in: where the Worker's routes lie. Goes out: the session, `null`, or an error of ours. Never: an answer that is not the Worker's.

import { FcPivotError, isErrorCode } from "./errors.js";
import type { Session } from "./session.js";
import { timed } from "./timed.js";

/** Milliseconds after which a Worker that does not answer counts as out of reach: callers share a request, and must not hang on it. */
const TIMEOUT = 10_000;

/** Asks `GET {prefix}/session`. */
export async function askSession(prefix: string): Promise<Session | null> {
  const { status, body } = await fetchJson(`${prefix}/session`);
  const { error, expires_at } = (body ?? {}) as { error?: { code?: unknown }; expires_at?: unknown };
  // A server that answers everything with its index page is not the Worker.
  if (status === 200 && typeof expires_at === "number") return body as Session;
  if (error?.code === "no_session") return null;
  throw new FcPivotError(isErrorCode(error?.code) ? error.code : "network_error");
}

async function fetchJson(url: string): Promise<{ status: number; body: unknown }> {
  try {
    return await timed(TIMEOUT, async (signal) => {
      const response = await fetch(url, { headers: { accept: "application/json" }, cache: "no-store", credentials: "same-origin", signal });
      return { status: response.status, body: await response.json() };
    });
  } catch {
    throw new FcPivotError("network_error");
  }
}
