// The store of a deployment: the one that its settings name, or the program's own.
// Comes in: the name that the core read, the environment with its bindings, the option `store`. Goes out: a store, or `undefined` where sessions
// are in cookies. Never: a store whose failures are its own words.

import { sharedStore } from "#redis";
import { FcPivotError } from "../../shared/errors.js";
import { type DurableObjectNamespace, type KvNamespace, durableObjectStore, kvStore } from "./cloudflare.js";
import { type HeldStore, type Store, reporting } from "./store.js";

/** `SESSION_STORE`, as the core is told it, where the program has a store of its own. */
export const OWN = "option";

/** How each name becomes a store. */
const STORES: Readonly<Record<string, (environment: object, own: Store | undefined) => Store | Promise<Store>>> = {
  kv: (environment) => kvStore(binding(environment, "SESSIONS_KV", "SESSIONS_KV: expected the binding of a KV namespace") as KvNamespace),
  "durable-object": (environment) =>
    durableObjectStore(
      binding(
        environment,
        "SESSIONS_DO",
        "SESSIONS_DO: expected the binding of the Durable Objects of class SessionObject",
      ) as DurableObjectNamespace,
    ),
  redis: sharedStore,
  [OWN]: (_, own) => own ?? refuse("SESSION_STORE: expected another name, or the option store"),
};

/** The store that `name` means. Throws `invalid_settings` where its binding is missing. */
export async function storeOf(name: string, environment: object, own?: Store): Promise<HeldStore | undefined> {
  const make = STORES[name];
  return make === undefined ? undefined : reporting(await make(environment, own));
}

function binding(environment: object, name: string, expected: string): object {
  const bound = (environment as Record<string, unknown>)[name];
  return typeof bound === "object" && bound !== null ? bound : refuse(expected);
}

function refuse(detail: string): never {
  throw new FcPivotError("invalid_settings", detail);
}
