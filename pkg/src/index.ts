// `fc-pivot`: the edge-session way, errors, types. No Wasm, no side effect.

export { type EdgeSession, type EdgeSessionOptions, edgeSession } from "./edge-session/edge-session.js";
export { type ErrorCode, FcPivotError, type Language, isErrorCode } from "./shared/errors.js";
export type * from "./shared/agent.js";
export type * from "./shared/identity.js";
export type { AgentSession, AnySession, LoginOptions, Session } from "./shared/session.js";
export type { SignedIn, SignedInAgent, SignIn } from "./shared/sign-in.js";
