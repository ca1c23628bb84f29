// The one request that a page sends to its Worker: for the session.
// Comes in: where the Worker's routes lie. Goes out: the session or `null`, with the Worker's time; or an error of ours. Never: an answer that is
// not the Worker's.

import { FcPivotError, isErrorCode } from "../shared/errors.js";
import { SESSION_ANSWER_MILLISECONDS } from "../shared/limits.js";
import type { AnySession } from "../shared/session.js";
import { withTimeout } from "../shared/time-out.js";

/** The Worker's answer. */
export interface SessionAnswer {
  readonly session: AnySession | null;
  /** Milliseconds since the epoch by the Worker's clock. The person's may be wrong, and would put the session's end at another moment. */
  readonly now: number;
}

/** Asks `GET {prefix}/session`. */
export async function askSession(prefix: string): Promise<SessionAnswer> {
  const { status, body, now } = await fetchJson(`${prefix}/session`);
  const { error, expiresAt } = (body ?? {}) as { error?: { code?: unknown }; expiresAt?: unknown };
  // A server that answers every path with its index page is not the Worker.
  if (status === 200 && typeof expiresAt === "number") return { session: body as AnySession, now };
  if (error?.code === "no_session") return { session: null, now };
  throw new FcPivotError(isErrorCode(error?.code) ? error.code : "network_error");
}

async function fetchJson(url: string): Promise<{ status: number; body: unknown; now: number }> {
  try {
    return await withTimeout(SESSION_ANSWER_MILLISECONDS, async (signal) => {
      const response = await fetch(url, { headers: { accept: "application/json" }, cache: "no-store", credentials: "same-origin", signal });
      const now = Date.parse(response.headers.get("date") ?? "") || Date.now();
      return { status: response.status, body: await response.json(), now };
    });
  } catch {
    throw new FcPivotError("network_error");
  }
}
