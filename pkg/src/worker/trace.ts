// Watching it run: one event for each step, and counters.
// Comes in: the steps of a request. Goes out: events to the deployer's hook, or a line of JSON in the log. Never: a personal datum, a
// token, or anything that was received; an event holds names of ours, times, and codes of our own catalogue.

import { type ErrorCode, FcPivotError } from "../errors.js";

/** What a step is called. */
export type Step = "login" | "callback" | "discovery" | "token" | "id_token" | "userinfo" | "session_open" | "session" | "logout" | "logged-out" | "jwks.json" | "exchange";

/** A step, done or failed. */
export interface AuthEvent {
  readonly step: Step;
  /** The same for all steps of one request: Cloudflare's ray where there is one. */
  readonly request: string;
  /** Milliseconds; in workerd time moves with I/O only. */
  readonly duration: number;
  /** `ok`, or the code of the error. */
  readonly outcome: "ok" | ErrorCode;
}

/** Takes events. It must not throw, and what it returns is not waited for. */
export type EventSink = (event: AuthEvent) => void;

/** Reads of a session and of our keys come with every page: they are counted, and logged only where they fail. */
const QUIET: readonly Step[] = ["session", "jwks.json"];

/** One line of JSON for each event. */
export const logLine: EventSink = (event) => {
  if (event.outcome === "ok" && QUIET.includes(event.step)) return;
  console.log(JSON.stringify({ source: "fc-pivot", ...event }));
};

/** How often each step ended how, since this isolate started: `callback:ok`, `token:code_rejected`, … */
export class Counters {
  readonly #counts = new Map<string, number>();

  count({ step, outcome }: AuthEvent): void {
    const name = `${step}:${outcome}`;
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  read(): Record<string, number> {
    return Object.fromEntries(this.#counts);
  }
}

/** The steps of one request. */
export class Trace {
  readonly #request: string;

  constructor(
    request: Request,
    private readonly sink: EventSink,
  ) {
    this.#request = request.headers.get("cf-ray") ?? crypto.randomUUID();
  }

  /** Does `act`, and tells how it went. */
  async step<T>(step: Step, act: () => T | Promise<T>): Promise<T> {
    const start = Date.now();
    try {
      const result = await act();
      this.#tell(step, start, "ok");
      return result;
    } catch (thrown) {
      this.#tell(step, start, FcPivotError.from(thrown).code);
      throw thrown;
    }
  }

  #tell(step: Step, start: number, outcome: AuthEvent["outcome"]): void {
    try {
      this.sink({ step, request: this.#request, duration: Date.now() - start, outcome });
    } catch {
      // A fault of the deployer's hook is not the person's.
    }
  }
}
