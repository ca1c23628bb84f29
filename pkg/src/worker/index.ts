// `fc-pivot/worker`: the Worker's routes as a `fetch`-shaped handler, and the session for the application behind it.
// Comes in: requests, and the environment with the settings. Goes out: answers for our routes; for others, who is signed in.
// Never: an answer for a path outside the prefix.

import { checkOptions } from "../shared/options.js";
import { type Auth, authOf } from "./auth.js";
import { AUTH_OPTIONS } from "./expected.js";
import type { AuthOptions } from "./shapes.js";

export { type ErrorCode, FcPivotError, type Language, isErrorCode } from "../shared/errors.js";
export type * from "../shared/agent.js";
export type * from "../shared/identity.js";
export type { AgentSession, AnySession, Session } from "../shared/session.js";
export type { Auth } from "./auth.js";
export type { Wasm } from "../load/wasm.js";
export type { LabelsModule } from "./description.js";
export type { Environment } from "./settings.js";
export type { Admission, AuthOptions, Demand } from "./shapes.js";
export type { AuthEvent, EventSink, GatewayCode, Step } from "./trace.js";
export { SessionObject } from "./stores/session-object.js";
export type { Store } from "./stores/store.js";

/** Sign-in through FranceConnect+, or any OpenID provider, for the Worker that calls it. Throws `invalid_settings` for an option. */
export function fcPivot(options: AuthOptions = {}): Auth {
  checkOptions("fcPivot()", options, AUTH_OPTIONS);
  return authOf(options).auth;
}
