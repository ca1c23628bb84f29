// One deployment: its settings read, its keys imported, its store found.
// Comes in: the environment. Goes out: what the routes work with. Never: a failure that is kept; the next request tries again. Nor what
// belongs to an instance of the Wasm that failed.

import { Edge, load } from "#edge";
import { FcPivotError } from "../errors.js";
import type { Transport } from "../http.js";
import { ProviderCache } from "./provider.js";
import type { AuthOptions } from "./shapes.js";
import { type Store, storeOf } from "./stores.js";
import { type Counters, type EventSink, logLine, tell } from "./trace.js";

/** What the routes work with. */
export interface Deployment {
  readonly edge: Edge;
  readonly cache: ProviderCache;
  readonly store: Store;
  readonly transport: Transport;
  readonly prefix: string;
  readonly errorPath: string;
  readonly sink: EventSink;
}

/** What is told of settings belongs to no request. */
const OF_SETTINGS = { step: "settings", request: "", duration: 0 } as const;

/** Gives the deployment of an environment; the same one for the same environment. */
export function deployments(options: AuthOptions, counters: Counters): (environment: object) => Promise<Deployment> {
  const { prefix = "/auth", errorPath = "/", onEvent = logLine, ...reach } = options;
  const sink: EventSink = (event) => {
    counters.count(event);
    onEvent(event);
  };
  const known = new WeakMap<object, Deployment>();
  return async (environment) => {
    try {
      load();
      const held = known.get(environment);
      // Each instance of the Wasm has a class `Edge` of its own: a deployment of another one is left behind, with all its documents.
      if (held?.edge instanceof Edge) return held;
      const edge = await Edge.create(environment);
      for (const detail of edge.remarks()) tell(sink, { ...OF_SETTINGS, outcome: "ok", detail });
      const store = storeOf(edge.store, environment);
      const transport = { ...reach, timeout: edge.answerMilliseconds };
      const made = { edge, cache: new ProviderCache(edge, transport), store, transport, prefix, errorPath, sink };
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
