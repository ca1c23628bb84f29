// The shapes that an application meets at the Worker's side: how it sets the routes up, what it asks of a session, what it gets.
// Never: a type of the Wasm module. Its declarations want newer libraries of TypeScript than an application may have chosen.

import type { Transport } from "../shared/http.js";
import type { Wasm } from "../load/wasm.js";
import type { Session } from "../shared/session.js";
import type { LabelsModule } from "./description.js";
import type { EventSink } from "./trace.js";

/** How the routes are laid out. What else there is to choose, the settings say. */
export interface AuthOptions extends Pick<Transport, "fetch"> {
  /** The path before the routes. Default `/auth`. */
  prefix?: string | undefined;
  /**
   * The path to which a failed login goes, with `auth_error=CODE`, and `auth_return_to` where the person wanted to go elsewhere than to `/`.
   * Default `/`. Serve it to people without a session: where the application sends them to sign in instead, they see a page of ours.
   */
  errorPath?: string | undefined;
  /** Takes an event for each step instead of the log. */
  onEvent?: EventSink | undefined;
  /**
   * `fc-pivot/edge.wasm`, for a program in which it does not lie where the package has it, as after a bundler. In Node, Bun and Deno in any of
   * these forms; in a Worker as a `WebAssembly.Module`. A program has one: the first that is used serves all.
   */
  wasm?: Wasm | Promise<Wasm> | undefined;
  /** `fc-pivot/labels`: with `?labels=fr` or `en` after it, the session's route describes the person too, in `description`. */
  labels?: LabelsModule | undefined;
}

/** What a part of an application asks of a session. */
export interface Demand {
  /** The least level of assurance, such as `eidas3`. A person below it is sent to sign in anew, at that level. */
  acr?: string | undefined;
}

/** A person who may come in. */
export interface Admission {
  readonly session: Session;
  /** Puts on the application's answer what a renewal of the session sets. Pass every answer through it where sessions are sliding. */
  renew(response: Response): Response;
}
