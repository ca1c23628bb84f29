// The types that an application uses on the Worker's side: options, what it demands of a session, what it gets.
// Comes in: nothing. Goes out: types. Never: a type of the Wasm module, whose declarations need newer libraries of TypeScript than an application
// may have chosen.

import type { Transport } from "../shared/http.js";
import type { Wasm } from "../load/wasm.js";
import type { AnySession, Session } from "../shared/session.js";
import type { LabelsModule } from "./description.js";
import type { Store } from "./stores/store.js";
import type { EventSink } from "./trace.js";

/** Options of the routes. All other choices are settings. */
export interface AuthOptions extends Pick<Transport, "fetch"> {
  /** The path before the routes. Default `/auth`. */
  prefix?: string | undefined;
  /**
   * The path to which a failed login goes, with `auth_error=CODE`, and `auth_return_to` where the person wanted to go elsewhere than to `/`.
   * Default `/`. Serve it to people without a session: where the application sends them to sign in instead, they see a page of ours.
   */
  errorPath?: string | undefined;
  /** Gets an event for each step, in place of the log. */
  onEvent?: EventSink | undefined;
  /**
   * `fc-pivot/edge.wasm`, for a program in which it does not lie where the package has it, as after a bundler. In Node, Bun and Deno in any of
   * these forms; in a Worker as a `WebAssembly.Module`. A program has one: the first that is used serves all.
   */
  wasm?: Wasm | Promise<Wasm> | undefined;
  /** Where sessions are kept, in place of what `SESSION_STORE` names: any {@link Store}, such as `redisStore(client)` of `fc-pivot/redis`. */
  store?: Store | undefined;
  /** `fc-pivot/labels`: with `?labels=fr` or `en` after it, the session's route describes the person too, in `description`. */
  labels?: LabelsModule | undefined;
}

/** What a part of an application demands of a session. */
export interface Demand {
  /** The least level of assurance, such as `eidas3`. A person below it is sent to sign in anew, at that level. */
  acr?: string | undefined;
}

/** A person who may come in. */
export interface Admission<Who extends AnySession = Session> {
  readonly session: Who;
  /** Adds to the application's answer the cookies of a renewed session. Pass every answer through it where sessions are sliding. */
  renew(response: Response): Response;
}
