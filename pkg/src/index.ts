// `fc-pivot`: the edge-session way, errors, types. No Wasm, no side effect.

export { type EdgeSession, type EdgeSessionOptions, edgeSession } from "./edge-session.js";
export { type ErrorCode, FcPivotError, type Language, isErrorCode } from "./errors.js";
export type * from "./identity.js";
export type { LoginOptions, Session } from "./session.js";
export type { SignedIn, SignIn } from "./sign-in.js";
