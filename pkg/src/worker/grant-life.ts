// The time that the provider gives a whole sign-in, from the callback on: FranceConnect+ thirty seconds, for code and userinfo together.
// Comes in: the deployment's settings, then the work of a callback. Goes out: what came of the work, within that time. Never: a person who
// waits for answers that the provider will no longer give, and is told then that it does not answer.

import { FcPivotError } from "../shared/errors.js";
import type { Transport } from "../shared/http.js";
import { within } from "./within.js";

/** What is left for one callback. Begins when it is made. */
export class GrantLife {
  readonly #end: number;

  constructor(
    private readonly transport: Transport,
    milliseconds = Number.POSITIVE_INFINITY,
  ) {
    this.#end = Date.now() + milliseconds;
  }

  /** Work that sends one request: it gets the time of one answer, or what is left. */
  async send<T>(work: (transport: Transport) => Promise<T>): Promise<T> {
    const left = this.#left();
    const isLast = left < this.transport.timeout;
    try {
      return await work(isLast ? { ...this.transport, timeout: left } : this.transport);
    } catch (thrown) {
      if (isLast && FcPivotError.from(thrown).code === "provider_timeout") throw new FcPivotError("grant_expired");
      throw thrown;
    }
  }

  /** What was begun already, and others may wait for too: it goes on, but not for us. */
  async wait(begun: Promise<void>): Promise<void> {
    const left = this.#left();
    const done = Number.isFinite(left) ? await within(left, begun) : { value: await begun };
    if (done === undefined) throw new FcPivotError("grant_expired");
  }

  #left(): number {
    const left = this.#end - Date.now();
    if (left <= 0) throw new FcPivotError("grant_expired");
    return left;
  }
}
