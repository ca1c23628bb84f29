// One deployment: its settings read, its keys imported, its store found.
// Comes in: the environment. Goes out: what the routes work with. Never: a failure that is kept; the next request tries again. Nor what
// belongs to an instance of the Wasm that failed; nor a secret kept in clear to know its deployment again by.

import { Edge, load } from "#edge";
import { FcPivotError } from "../shared/errors.js";
import type { Transport } from "../shared/http.js";
import { type Describing, describing } from "./description.js";
import { ProviderCache } from "./provider.js";
import { type Environment, type Settings, environmentOf, readSettings } from "./settings.js";
import type { AuthOptions } from "./shapes.js";
import { type Store, storeOf } from "./stores/stores.js";
import { type Counters, type EventSink, logLine, tell } from "./trace.js";

/** What the settings alone decide: the same for all environments that say the same. */
interface Core {
  readonly edge: Edge;
  readonly cache: ProviderCache;
  readonly transport: Transport;
}

/** What the routes work with. */
export interface Deployment extends Core {
  readonly store: Store;
  readonly prefix: string;
  readonly errorPath: string;
  readonly sink: EventSink;
  readonly describing: Describing;
}

/** What is told of settings belongs to no request. */
const OF_SETTINGS = { step: "settings", request: "", duration: 0 } as const;

/**
 * Cores that are kept, the latest in use: most programs have one, one that serves several clients has some. Each may hold half a megabyte of
 * keys' multiples.
 */
const CORES = 16;

/** Gives the deployment of an environment, the process's own by default: found by the object, else by what its settings say. */
export function deployments(options: AuthOptions, counters: Counters): (environment?: Environment) => Promise<Deployment> {
  const { prefix = "/auth", errorPath = "/", onEvent = logLine, fetch, wasm } = options;
  const sink: EventSink = (event) => {
    counters.count(event);
    onEvent(event);
  };
  const coreOf = cores(fetch, sink);
  const described = describing(options.labels);
  const known = new WeakMap<Environment, Deployment>();
  return async (given) => {
    try {
      await load(wasm);
      const environment = environmentOf(given);
      const held = known.get(environment);
      // Each instance of the Wasm has a class `Edge` of its own: a deployment of another one is left behind, with all its documents.
      if (held?.edge instanceof Edge) return held;
      const core = await coreOf(await readSettings(environment));
      const made = { ...core, store: storeOf(core.edge.store, environment), prefix, errorPath, sink, describing: described };
      known.set(environment, made);
      return made;
    } catch (thrown) {
      const error = FcPivotError.from(thrown);
      const { code: outcome, detail } = error;
      tell(sink, { ...OF_SETTINGS, outcome, ...(detail !== undefined && { detail }) });
      throw error;
    }
  };
}

/** Gives the core of settings. Many hosts make a new object of the same settings for each request. */
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
    const edge = await Edge.create(settings);
    // Another request may have made it meanwhile: its provider's documents are for all.
    const others = keptAs(mark);
    if (others) return others;
    for (const detail of edge.remarks()) tell(sink, { ...OF_SETTINGS, outcome: "ok", detail });
    const transport = { fetch, timeout: edge.answerMilliseconds };
    const made = { edge, cache: new ProviderCache(edge, transport), transport };
    kept.set(mark, made);
    for (const oldest of [...kept.keys()].slice(0, -CORES)) kept.delete(oldest);
    return made;
  };
}

/** What tells settings from others: a digest, since what they say is secret. */
async function markOf(settings: Settings): Promise<string> {
  const octets = new TextEncoder().encode(JSON.stringify(settings));
  const subtle = globalThis.crypto?.subtle;
  if (subtle === undefined) throw new FcPivotError("crypto_unavailable");
  return String.fromCharCode(...new Uint8Array(await subtle.digest("SHA-256", octets)));
}
