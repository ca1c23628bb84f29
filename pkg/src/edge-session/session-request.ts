// The one question that a page asks its Worker: who is signed in?
// Comes in: where the Worker's routes lie. Goes out: the session or `null`, with the time that it was; or an error of ours. Never: an answer that
// is not the Worker's.

import { FcPivotError, isErrorCode } from "../shared/errors.js";
import type { Session } from "../shared/session.js";
import { timed } from "../shared/timed.js";

/** Milliseconds after which a Worker that does not answer counts as out of reach: callers share a request, and must not hang on it. */
const TIMEOUT = 10_000;

/** What the Worker answers. */
export interface Answered {
  readonly session: Session | null;
  /** Milliseconds since the epoch by the Worker's clock: the person's own may be wrong, and her session would seem to end at another moment. */
  readonly now: number;
}

/** Asks `GET {prefix}/session`. */
export async function askSession(prefix: string): Promise<Answered> {
  const { status, body, now } = await fetchJson(`${prefix}/session`);
  const { error, expires_at } = (body ?? {}) as { error?: { code?: unknown }; expires_at?: unknown };
  // A server that answers everything with its index page is not the Worker.
  if (status === 200 && typeof expires_at === "number") return { session: body as Session, now };
  if (error?.code === "no_session") return { session: null, now };
  throw new FcPivotError(isErrorCode(error?.code) ? error.code : "network_error");
}

async function fetchJson(url: string): Promise<{ status: number; body: unknown; now: number }> {
  try {
    return await timed(TIMEOUT, async (signal) => {
      const response = await fetch(url, { headers: { accept: "application/json" }, cache: "no-store", credentials: "same-origin", signal });
      const now = Date.parse(response.headers.get("date") ?? "") || Date.now();
      return { status: response.status, body: await response.json(), now };
    });
  } catch {
    throw new FcPivotError("network_error");
  }
}
