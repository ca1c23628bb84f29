// One deployment: its settings read, its keys imported, its store found.
// Comes in: the environment. Goes out: what the routes work with. Never: a failure that is kept: the next request tries again; an object of an
// instance of the Wasm that failed; a secret in clear as the key of a cache.

import { Edge, load } from "#edge";
import { edgeOf } from "../load/own-keys.js";
import { FcPivotError } from "../shared/errors.js";
import type { Transport } from "../shared/http.js";
import { CORES_IN_USE } from "../shared/limits.js";
import { type Describing, describing } from "./description.js";
import { readPatiently } from "./patient-reader.js";
import { ProviderCache } from "./provider.js";
import { type Environment, type Settings, environmentOf, readSettings } from "./settings.js";
import type { AuthOptions } from "./shapes.js";
import type { HeldStore, Store } from "./stores/store.js";
import { OWN, storeOf } from "./stores/stores.js";
import { type Counters, type EventSink, logLine, tell } from "./trace.js";

/** What depends on the settings alone. */
interface Core {
  readonly edge: Edge;
  readonly cache: ProviderCache;
  readonly transport: Transport;
}

/** What the routes work with. */
export interface Deployment extends Core {
  /** `undefined` where sessions are in cookies. */
  readonly store: HeldStore | undefined;
  readonly prefix: string;
  readonly errorPath: string;
  readonly sink: EventSink;
  readonly describing: Describing;
}

/** Events about settings belong to no request. */
export const OF_SETTINGS = { step: "settings", request: "", duration: 0 } as const;

/** What finds the deployments of environments, and ends what they have opened. */
export interface Deployments {
  (environment?: Environment): Promise<Deployment>;
  close(): void;
}

/** Makes a function that gives the deployment of an environment, by default the process's. It is found by the object, else by its settings. */
export function deployments(options: AuthOptions, counters: Counters): Deployments {
  const { prefix = "/auth", errorPath = "/", onEvent = logLine, fetch, wasm } = options;
  const sink: EventSink = (event) => {
    counters.count(event);
    onEvent(event);
  };
  const coreOf = cores(fetch, sink);
  const described = describing(options.labels);
  const known = new WeakMap<Environment, Deployment>();
  const stores = new Set<HeldStore>();
  const find = async (given?: Environment): Promise<Deployment> => {
    try {
      await load(wasm);
      const environment = environmentOf(given);
      const held = known.get(environment);
      // Each instance of the Wasm has its own class `Edge`. A deployment of an earlier instance is not used again, nor are its documents.
      if (held?.edge instanceof Edge) return held;
      const core = await coreOf(withStore(await readSettings(environment), options.store));
      const made = { ...core, store: await storeOf(core.edge.store, environment, options.store), prefix, errorPath, sink, describing: described };
      known.set(environment, made);
      // A store of the program's own is the program's to close.
      if (made.store !== undefined && options.store === undefined) stores.add(made.store);
      return made;
    } catch (thrown) {
      const error = FcPivotError.from(thrown);
      const { code: outcome, detail } = error;
      tell(sink, { ...OF_SETTINGS, outcome, ...(detail !== undefined && { detail }) });
      throw error;
    }
  };
  return Object.assign(find, {
    close() {
      for (const store of stores) store.close();
    },
  });
}

/** The settings; with a store of the program's own they name none. */
function withStore(settings: Settings, own: Store | undefined): Settings {
  if (own === undefined) return settings;
  if (settings.SESSION_STORE) throw new FcPivotError("invalid_settings", "SESSION_STORE: expected nothing beside the option store");
  return { ...settings, SESSION_STORE: OWN };
}

/** Makes a function that gives the core of settings. Many hosts make a new object of the same settings for each request. */
function cores(fetch: Transport["fetch"], sink: EventSink): (settings: Settings) => Promise<Core> {
  const kept = new Map<string, Core>();
  const keptAs = (mark: string): Core | undefined => {
    const core = kept.get(mark);
    kept.delete(mark);
    if (!(core?.edge instanceof Edge)) return undefined;
    kept.set(mark, core);
    return core;
  };
  return async (settings) => {
    const mark = await markOf(settings);
    const held = keptAs(mark);
    if (held) return held;
    const edge = await edgeOf(settings);
    // Another request may have made it meanwhile. All requests share one, for its documents.
    const others = keptAs(mark);
    if (others) return others;
    for (const detail of edge.remarks()) tell(sink, { ...OF_SETTINGS, outcome: "ok", detail });
    const transport = { fetch, timeout: edge.answerMilliseconds, read: readPatiently };
    const made = { edge, cache: new ProviderCache(edge, transport), transport };
    kept.set(mark, made);
    for (const oldest of [...kept.keys()].slice(0, -CORES_IN_USE)) kept.delete(oldest);
    return made;
  };
}

/** The key of settings in the cache: a digest, since they hold secrets. */
export async function markOf(settings: Settings): Promise<string> {
  const octets = new TextEncoder().encode(JSON.stringify(settings));
  const subtle = globalThis.crypto?.subtle;
  if (subtle === undefined) throw new FcPivotError("crypto_unavailable");
  return String.fromCharCode(...new Uint8Array(await subtle.digest("SHA-256", octets)));
}
