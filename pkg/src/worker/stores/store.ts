// A store on the server: the interface that anything can fulfil, and how its failures are told.
// Comes in: keys and sealed values that the core made. Goes out: the values. Never: an opened session: a store holds sealed values, and its keys
// are hashes; a failure in a store's own words, which may hold an address or a password.

import { FcPivotError } from "../../shared/errors.js";
import { STORE_MILLISECONDS } from "../../shared/limits.js";
import { orTimeout } from "../../shared/time-out.js";

/**
 * A store of sealed values under hashed keys, each with an end in seconds. Whatever it throws becomes `store_unavailable`. `fc-pivot/cloudflare`
 * has KV and Durable Objects, `fc-pivot/redis` Redis and Valkey; any other is handed over as the option `store`.
 */
export interface Store {
  /** The value; `null` where there is none, or its end has come. */
  get(key: string): Promise<string | null>;
  /**
   * Keeps a value for so many seconds, in place of an earlier one. Where `key` was deleted within the last minute it may keep nothing: then a
   * renewal that was under way does not undo a sign-out.
   */
  put(key: string, value: string, seconds: number): Promise<void>;
  /** Ends a value. There may be none. */
  delete(key: string): Promise<void>;
  /** `true` for the first caller in the world, for so many seconds; `false` for all others. */
  once(key: string, seconds: number): Promise<boolean>;
}

/** A store as a deployment has it. */
export interface HeldStore extends Store {
  /** Ends what was opened for it. At its next use it is opened again. */
  close(): void;
}

/**
 * The same store, whose every failure is `store_unavailable`, whether it is thrown at once or later, or is an answer of another type or none in time
 * (N84). `null`, which many clients say where a key was there already, is not `false`: taken for nothing, it would let a login be used twice.
 */
export function reporting(store: Store & Partial<HeldStore>): HeldStore {
  const attempt = async <T>(act: () => Promise<T>, fits: (value: T) => boolean): Promise<T> => {
    const answer = await Promise.resolve()
      .then(() => orTimeout(STORE_MILLISECONDS, act()))
      .catch(() => undefined);
    if (answer === undefined || !fits(answer.value)) throw new FcPivotError("store_unavailable");
    return answer.value;
  };
  const anything = (): boolean => true;
  return {
    get: (key) =>
      attempt(
        () => store.get(key),
        (value) => typeof (value ?? "") === "string",
      ),
    put: (key, value, seconds) => attempt(() => store.put(key, value, seconds), anything),
    delete: (key) => attempt(() => store.delete(key), anything),
    once: (key, seconds) =>
      attempt(
        () => store.once(key, seconds),
        (value) => typeof value === "boolean",
      ),
    close: () => store.close?.(),
  };
}
