// `fc-pivot/gateway`: the Worker in front of an application in any language.
// Comes in: every request of the service. Goes out: our routes' answers, and the application's, which is told who is signed in by `fc-identity`.
// Never: a request that passes unguarded for want of a rule; the token to a browser, a log or an error.

import { type Gateway, decidingGateway } from "./gateway.js";
import type { GatewayOptions } from "./shapes.js";

export { type ErrorCode, FcPivotError, type Language, isErrorCode } from "../shared/errors.js";
export type * from "../shared/agent.js";
export type * from "../shared/identity.js";
export type { AgentSession, AnySession, Session } from "../shared/session.js";
export type { Wasm } from "../load/wasm.js";
export type { Auth } from "../worker/auth.js";
export type { LabelsModule } from "../worker/description.js";
export type { Environment } from "../worker/settings.js";
export type { Admission, AuthOptions, Demand } from "../worker/shapes.js";
export type { Store } from "../worker/stores/store.js";
export type { AuthEvent, EventSink, GatewayCode, Step } from "../worker/trace.js";
export type { Gateway } from "./gateway.js";
export { hasUpstream } from "./settings.js";
export type { GatewayOptions } from "./shapes.js";

/** The gateway of the settings `UPSTREAM`, `GATEWAY_RULES`, `GATEWAY_KEY`, and of those of `fcPivot`. Throws `invalid_settings` for an option. */
export function fcGateway(options: GatewayOptions = {}): Gateway {
  return decidingGateway(options);
}
