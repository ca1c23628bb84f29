// One instance of the Wasm module, and its end.
// Comes in: what the instance exports. Goes out: the same, guarded. Never: a call into an instance that failed.
//
// The core does not panic. What remains is a host without memory or stack left: the engine then traps in the middle of a function, no
// destructor runs, and the instance's data may be half written. So whatever an instance throws ends it: the call throws `internal`, and so
// does every later one, also through objects that the instance made earlier. The next request is served by another instance.

import { FcPivotError } from "../shared/errors.js";

type Call = (...args: unknown[]) => unknown;

/** What the host calls by itself: finalizers, and Rust's closures as continuations of promises. No caller catches what they throw. */
const CALLED_BY_HOST = /_free$|^__wbindgen_destroy_closure$|^invoke\d+$/;

/** An instance's life. */
export class Instance {
  #usable = true;
  readonly #waiting = new Set<(reason: FcPivotError) => void>();

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
    // wasm-bindgen looks for an error in what a closure returns; `[]` has none.
    const refuse = CALLED_BY_HOST.test(name)
      ? () => []
      : () => {
          throw new FcPivotError("internal");
        };
    return (...args) => {
      if (!this.#usable) return refuse();
      let result: unknown;
      try {
        result = call(...args);
      } catch {
        this.#end();
      }
      // The failure may also have been in a call that this one made through JavaScript.
      if (!this.#usable) return refuse();
      return result instanceof Promise ? this.#orEnd(result) : result;
    };
  }

  /** What `promise` gives, or `internal` where the instance ends first: a promise of Rust's would then stay pending for ever. */
  #orEnd(promise: Promise<unknown>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#waiting.add(reject);
      const settled =
        <T>(settle: (value: T) => void) =>
        (value: T) => {
          this.#waiting.delete(reject);
          settle(value);
        };
      promise.then(settled(resolve), settled(reject));
    });
  }

  #end(): void {
    this.#usable = false;
    for (const reject of this.#waiting) reject(new FcPivotError("internal"));
    this.#waiting.clear();
  }
}
