// The time that the provider gives a whole sign-in, from the callback on. FranceConnect+ gives thirty seconds, for code and userinfo together.
// Comes in: the deployment's settings, then the work of a callback. Goes out: the result of the work, within that time. Never: a person who waits
// for an answer that the provider no longer gives.

import { FcPivotError } from "../shared/errors.js";
import type { Transport } from "../shared/http.js";
import { orTimeout } from "../shared/time-out.js";

/** The time that is left for one callback. It begins when the object is made. */
export class GrantLife {
  readonly #end: number;

  constructor(
    private readonly transport: Transport,
    milliseconds = Number.POSITIVE_INFINITY,
  ) {
    this.#end = Date.now() + milliseconds;
  }

  /** Does work that sends one request: it gets the time of one answer, or what is left of the grant. */
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

  /** Waits for work that others may wait for too: it goes on after the grant has ended. */
  async wait(begun: Promise<void>): Promise<void> {
    const left = this.#left();
    const done = Number.isFinite(left) ? await orTimeout(left, begun) : { value: await begun };
    if (done === undefined) throw new FcPivotError("grant_expired");
  }

  #left(): number {
    const left = this.#end - Date.now();
    if (left <= 0) throw new FcPivotError("grant_expired");
    return left;
  }
}
