// Where sessions are kept: one interface, three stores.
// Comes in: keys and sealed values that the core made, and the deployment's bindings. Goes out: the values. Never: an opened session: a store
// holds sealed values, and its keys are hashes.

import { FcPivotError } from "../../shared/errors.js";
import { KV_MIN_SECONDS, OBJECT_PAUSES_MILLISECONDS } from "../../shared/limits.js";

/** A store of sealed values, each with an end. */
export interface Store {
  /** Whether sessions lie in it. */
  readonly holdsSessions: boolean;
  get(key: string): Promise<string | null>;
  put(key: string, value: string, seconds: number): Promise<void>;
  delete(key: string): Promise<void>;
  /** Whether this is the first use of `key`, as far as the store can tell. */
  once(key: string, seconds: number): Promise<boolean>;
}

/** A KV namespace, as far as it is used here. */
export interface KvNamespace {
  get(key: string): Promise<string | null>;
  put(key: string, value: string, options: { expirationTtl: number }): Promise<void>;
  delete(key: string): Promise<void>;
}

/** A namespace of Durable Objects, as far as it is used here. */
export interface DurableObjectNamespace {
  idFromName(name: string): unknown;
  get(id: unknown): { fetch(url: string, init: { method: string; body?: string }): Promise<Response> };
}

/** Makes the store that `SESSION_STORE` names out of the environment's bindings. */
export function storeOf(name: string, environment: object): Store {
  switch (name) {
    case "kv":
      return reporting(kvStore(binding(environment, "SESSIONS_KV", "SESSIONS_KV: expected the binding of a KV namespace") as KvNamespace));
    case "durable-object":
      return reporting(
        durableObjectStore(
          binding(
            environment,
            "SESSIONS_DO",
            "SESSIONS_DO: expected the binding of the Durable Objects of class SessionObject",
          ) as DurableObjectNamespace,
        ),
      );
    default:
      return inTheBrowser;
  }
}

function binding(environment: object, name: string, expected: string): unknown {
  const bound = (environment as Record<string, unknown>)[name];
  if (typeof bound !== "object" || bound === null) throw new FcPivotError("invalid_settings", expected);
  return bound;
}

/** Sessions in cookies: nothing is stored here, and it cannot be known whether a login was used in another place. */
const inTheBrowser: Store = {
  holdsSessions: false,
  get: async () => null,
  put: async () => {},
  delete: async () => {},
  once: async () => true,
};

/** KV takes about a minute to spread a write. Until then another place may read the earlier value. */
function kvStore(namespace: KvNamespace): Store {
  const put = (key: string, value: string, seconds: number) =>
    namespace.put(key, value, { expirationTtl: Math.max(KV_MIN_SECONDS, Math.ceil(seconds)) });
  return {
    holdsSessions: true,
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
 * One object for each key: one place in the world, which answers one request after the other. A request may be sent twice, since the first may
 * have been served although its answer was lost.
 */
function durableObjectStore(namespace: DurableObjectNamespace): Store {
  // After a failure the object's handle may be broken, so each try takes a new one.
  const ask = (key: string, method: string, body?: string): Promise<Response> =>
    repeated(() => namespace.get(namespace.idFromName(key)).fetch("https://session-object/", body === undefined ? { method } : { method, body }));
  const expect = async (answer: Promise<Response>, ...statuses: number[]): Promise<Response> => {
    const response = await answer;
    if (!statuses.includes(response.status)) throw new FcPivotError("store_unavailable");
    return response;
  };
  return {
    holdsSessions: true,
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

/** Every failure of a store becomes `store_unavailable`, whether it is thrown at once or later. */
function reporting(store: Store): Store {
  const attempt = async <T>(act: () => Promise<T>): Promise<T> => {
    try {
      return await act();
    } catch {
      throw new FcPivotError("store_unavailable");
    }
  };
  return {
    holdsSessions: store.holdsSessions,
    get: (key) => attempt(() => store.get(key)),
    put: (key, value, seconds) => attempt(() => store.put(key, value, seconds)),
    delete: (key) => attempt(() => store.delete(key)),
    once: (key, seconds) => attempt(() => store.once(key, seconds)),
  };
}
