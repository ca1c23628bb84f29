// `fc-pivot/cloudflare`: Cloudflare's stores, KV and Durable Objects.
// Comes in: a namespace's binding. Goes out: a `Store`. Never: a second try where the runtime says that it does not help.

import { FcPivotError } from "../../shared/errors.js";
import { KV_MIN_SECONDS, OBJECT_PAUSES_MILLISECONDS } from "../../shared/limits.js";
import type { Store } from "./store.js";

export { SessionObject } from "./session-object.js";
export type { Store } from "./store.js";

/** A KV namespace, as far as it is used here. */
export interface KvNamespace {
  /** The value under `key`; `null` where there is none. */
  get(key: string): Promise<string | null>;
  /** Keeps a value for `expirationTtl` seconds. */
  put(key: string, value: string, options: { expirationTtl: number }): Promise<void>;
  /** Ends a value. */
  delete(key: string): Promise<void>;
}

/** A namespace of Durable Objects, as far as it is used here. */
export interface DurableObjectNamespace {
  /** The identifier of the object that has this name. */
  idFromName(name: string): unknown;
  /** A handle of the object. */
  get(id: unknown): DurableObjectHandle;
}

/** A handle of a Durable Object, as far as it is used here. */
export interface DurableObjectHandle {
  /** Sends a request to the object. */
  fetch(url: string, init: { method: string; body?: string }): Promise<Response>;
}

/** KV as a store. It takes about a minute to spread a write. Until then another place may read the earlier value. */
export function kvStore(namespace: KvNamespace): Store {
  const put = (key: string, value: string, seconds: number) =>
    namespace.put(key, value, { expirationTtl: Math.max(KV_MIN_SECONDS, Math.ceil(seconds)) });
  return {
    get: (key) => namespace.get(key),
    put,
    delete: (key) => namespace.delete(key),
    async once(key, seconds) {
      if ((await namespace.get(key)) !== null) return false;
      await put(key, "used", seconds);
      return true;
    },
  };
}

/**
 * Tries again where the runtime says that this helps, or that the object was restarted, as each deployment does. An overloaded object is not
 * asked again.
 */
async function repeated<T>(act: () => Promise<T>): Promise<T> {
  for (const pause of OBJECT_PAUSES_MILLISECONDS) {
    try {
      return await act();
    } catch (thrown) {
      const { retryable, durableObjectReset, overloaded } = Object(thrown) as Record<string, unknown>;
      if ((retryable !== true && durableObjectReset !== true) || overloaded === true) throw thrown;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  return act();
}

/**
 * Durable Objects as a store: one object for each key: one place in the world, which answers one request after the other. A request may be sent twice, since the first may
 * have been served although its answer was lost.
 */
export function durableObjectStore(namespace: DurableObjectNamespace): Store {
  // After a failure the object's handle may be broken, so each try takes a new one.
  const ask = (key: string, method: string, body?: string): Promise<Response> =>
    repeated(() => namespace.get(namespace.idFromName(key)).fetch("https://session-object/", body === undefined ? { method } : { method, body }));
  const expect = async (answer: Promise<Response>, ...statuses: number[]): Promise<Response> => {
    const response = await answer;
    if (!statuses.includes(response.status)) throw new FcPivotError("store_unavailable");
    return response;
  };
  return {
    async get(key) {
      const answer = await expect(ask(key, "GET"), 200, 404);
      return answer.status === 200 ? answer.text() : null;
    },
    async put(key, value, seconds) {
      // 410: another request ended it a moment ago.
      await expect(ask(key, "PUT", JSON.stringify({ value, seconds })), 204, 410);
    },
    async delete(key) {
      await expect(ask(key, "DELETE"), 204);
    },
    async once(key, seconds) {
      // The object recognises its first caller, which may have to ask twice.
      const caller = crypto.randomUUID();
      return (await expect(ask(key, "POST", JSON.stringify({ value: caller, seconds })), 204, 409)).status === 204;
    },
  };
}
