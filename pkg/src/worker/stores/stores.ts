// Where sessions are kept: one interface, three stores.
// Comes in: keys and sealed values of the core's making, and the deployment's bindings. Goes out: the values. Never: an opened session;
// what lies in a store is sealed, and its keys are hashes.

import { FcPivotError } from "../../shared/errors.js";

/** A store of sealed values, each with an end. */
export interface Store {
  /** Whether there is anything in it to look for. */
  readonly holdsSessions: boolean;
  get(key: string): Promise<string | null>;
  put(key: string, value: string, seconds: number): Promise<void>;
  delete(key: string): Promise<void>;
  /** Whether this is the first time that `key` is used, as far as the store can tell. */
  once(key: string, seconds: number): Promise<boolean>;
}

/** What a KV namespace does, as far as it is used here. */
export interface KvNamespace {
  get(key: string): Promise<string | null>;
  put(key: string, value: string, options: { expirationTtl: number }): Promise<void>;
  delete(key: string): Promise<void>;
}

/** What a namespace of Durable Objects does, as far as it is used here. */
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

/** Sessions in cookies: there is nothing here to keep, and no way to know of another place where a login was used. */
const inTheBrowser: Store = {
  holdsSessions: false,
  get: async () => null,
  put: async () => {},
  delete: async () => {},
  once: async () => true,
};

/** KV refuses to keep anything for less than a minute. */
const KV_LEAST_SECONDS = 60;

/** KV spreads what is written within about a minute: within it, another place may still see what was there before. */
function kvStore(namespace: KvNamespace): Store {
  const put = (key: string, value: string, seconds: number) =>
    namespace.put(key, value, { expirationTtl: Math.max(KV_LEAST_SECONDS, Math.ceil(seconds)) });
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

/** Milliseconds to wait before an object is asked again, and again. */
const PAUSES = [50, 250];

/**
 * Asks again where the runtime says that this helps, or that the object was restarted, as each deployment does. Not an object that has too
 * much to do already.
 */
async function repeated<T>(act: () => Promise<T>): Promise<T> {
  for (const pause of PAUSES) {
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
 * One object for each key: one place in the world, which answers one request after the other. Whatever is asked of it may be asked twice:
 * the first time may have been done although its answer was lost.
 */
function durableObjectStore(namespace: DurableObjectNamespace): Store {
  // After a failure the handle of an object may be broken: each try takes a new one.
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
      // 410: it was ended a moment ago, by another request.
      await expect(ask(key, "PUT", JSON.stringify({ value, seconds })), 204, 410);
    },
    async delete(key) {
      await expect(ask(key, "DELETE"), 204);
    },
    async once(key, seconds) {
      // The object knows its first caller again, should this one have to ask twice.
      const caller = crypto.randomUUID();
      return (await expect(ask(key, "POST", JSON.stringify({ value: caller, seconds })), 204, 409)).status === 204;
    },
  };
}

/** A store's failure is `store_unavailable`, whatever it says of itself, and whether it says so at once or later. */
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
