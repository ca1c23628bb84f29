// One instance of the Wasm module, and its end.
// Comes in: what the instance exports. Goes out: the same, guarded. Never: a call into an instance that failed.
//
// The core does not panic. What remains is a host without memory or stack left: the engine then traps in the middle of a function, no
// destructor runs, and the instance's data may be half written. So whatever an instance throws ends it: the call throws `internal`, and so
// does every later one, also through objects that the instance made earlier. The next request is served by another instance.

import { FcPivotError } from "../shared/errors.js";

type Call = (...args: unknown[]) => unknown;

/** What the host calls by itself: finalizers. No caller catches what they throw. No export gives a promise or takes a function. */
const CALLED_BY_HOST = /_free$/;

/** An instance's life. */
export class Instance {
  #usable = true;

  /** Whether nothing has been thrown out of it. */
  get usable(): boolean {
    return this.#usable;
  }

  /** Its exports, to be entered through these only. */
  readonly guard = <E extends object>(exports: E): E => {
    const guarded = Object.entries(exports).map(([name, value]) => [name, typeof value === "function" ? this.#guarded(name, value as Call) : value]);
    return Object.fromEntries(guarded) as E;
  };

  #guarded(name: string, call: Call): Call {
    const refuse = CALLED_BY_HOST.test(name)
      ? () => {}
      : () => {
          throw new FcPivotError("internal");
        };
    return (...args) => {
      if (!this.#usable) return refuse();
      let result: unknown;
      try {
        result = call(...args);
      } catch {
        this.#usable = false;
      }
      // The failure may also have been in a call that this one made through JavaScript.
      if (!this.#usable) return refuse();
      return result;
    };
  }
}
