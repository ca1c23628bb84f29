// Events, one for each step, and counters.
// Comes in: the steps of a request. Goes out: events to the deployer's hook, or a line of JSON in the log. Never: a personal datum, a
// token, or anything that was received; an event holds names of ours, times, and codes of our own catalogue.

import { type ErrorCode, FcPivotError } from "../shared/errors.js";

/** The name of a step. */
export type Step =
  | "settings"
  | "login"
  | "callback"
  | "discovery"
  | "token"
  | "id_token"
  | "userinfo"
  | "session_open"
  | "session"
  | "logout"
  | "logged-out"
  | "jwks.json"
  | "exchange"
  | "check"
  | "upstream";

/** What the gateway fails with, beside the codes of the package's errors: it answers with these, and throws none. */
export type GatewayCode = "path_refused" | "request_refused" | "method_refused" | "identity_too_large" | "upstream_unreachable" | "upstream_timeout";

/** A step, done or failed. `upstream`: the gateway had no answer of the application's; sent where that fails. `settings`: a deployment's settings were read; sent where they fail, or where there is a remark on them. */
export interface AuthEvent {
  readonly step: Step;
  /** The same for all steps of one request: Cloudflare's ray where there is one. Empty for `settings`, which belong to none. */
  readonly request: string;
  /** Milliseconds. In workerd the clock moves only with I/O. */
  readonly duration: number;
  /** `ok`, or the code of the error. */
  readonly outcome: "ok" | ErrorCode | GatewayCode;
  /** A sentence of ours: where the error arose (which setting, claim or field of discovery), or a remark on a step that is `ok`. */
  readonly detail?: string;
}

/** Takes events. It must not throw, and what it returns is not waited for. */
export type EventSink = (event: AuthEvent) => void;

/** Reads of a session and of our keys come with every page, so they are counted, and logged only where they fail. */
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
  readonly #remarks = new Map<Step, string>();

  constructor(
    request: Request,
    private readonly sink: EventSink,
  ) {
    this.#request = request.headers.get("cf-ray") ?? crypto.randomUUID();
  }

  /** Does `act`, and sends its event. */
  async step<T>(step: Step, act: () => T | Promise<T>): Promise<T> {
    const start = Date.now();
    try {
      const result = await act();
      this.#tell(step, start, "ok", this.#remarks.get(step));
      return result;
    } catch (thrown) {
      const { code, detail } = FcPivotError.from(thrown);
      this.#tell(step, start, code, detail);
      throw thrown;
    }
  }

  /** Does `act`, which calls `at` with each step of a sign-in that begins. A step ends where the next begins. Sends an event for each. */
  async steps<T>(act: (at: (step: Step) => void) => Promise<T>): Promise<T> {
    let current: { readonly step: Step; readonly start: number } | undefined;
    const end = (outcome: AuthEvent["outcome"], detail?: string): void => {
      if (current) this.#tell(current.step, current.start, outcome, detail);
    };
    const at = (step: Step): void => {
      if (current?.step === step) return;
      end("ok");
      current = { step, start: Date.now() };
    };
    try {
      const result = await act(at);
      end("ok");
      return result;
    } catch (thrown) {
      const { code, detail } = FcPivotError.from(thrown);
      end(code, detail);
      throw thrown;
    }
  }

  /** Adds a remark to the event of a step, if the step succeeds. */
  remark(step: Step, detail: string): void {
    const before = this.#remarks.get(step);
    this.#remarks.set(step, before === undefined ? detail : `${before}; ${detail}`);
  }

  #tell(step: Step, start: number, outcome: AuthEvent["outcome"], detail?: string): void {
    tell(this.sink, { step, request: this.#request, duration: Date.now() - start, outcome, ...(detail !== undefined && { detail }) });
  }
}

/** Hands an event over. A fault of the deployer's hook must not fail the person's request. */
export function tell(sink: EventSink, event: AuthEvent): void {
  try {
    sink(event);
  } catch {
    // The event is lost.
  }
}
