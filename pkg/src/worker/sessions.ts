// The sessions of a deployment, whatever its store.
// Comes in: requests. Goes out: who is signed in; changes done to the store. Never: a session that its person was signed out of.

import type { Change, Edge, Session as OpenSession } from "#edge";
import { FcPivotError } from "../shared/errors.js";
import type { Deployment } from "./deployment.js";
import { formerSession } from "./former-sessions.js";
import type { Store } from "./stores/store.js";

/** The session of a request. */
export interface Admitted {
  /** A `Session`, as JSON: it leaves the core once, as the text that is wanted. With `registered` claims, a token's claims: see `Edge`. */
  readonly json: string;
  /** Whether its level of assurance is at least today's level of the deployment, and the demanded one. Otherwise it admits to nothing. */
  readonly sufficient: boolean;
  /** `Set-Cookie` lines of its renewal. */
  readonly cookies: readonly string[];
}

/** What is read of a request here. */
export interface Asking {
  readonly headers: Pick<Headers, "get">;
}

/** The `Cookie` header. */
export function cookiesOf(request: Asking): string {
  return request.headers.get("cookie") ?? "";
}

/** The session of a request, renewed where that is due; `null` where nobody is signed in. */
export async function admit(deployment: Deployment, request: Asking, demanded?: string, registered?: string): Promise<Admitted | null> {
  const { edge, store } = deployment;
  const cookies = cookiesOf(request);
  // Every page reads a session, mostly one with which nothing else is to be done: then this one call is all.
  const json = store === undefined ? edge.sessionAtOnce(cookies, demanded, registered) : undefined;
  if (json !== undefined) return { json, sufficient: true, cookies: [] };
  const record = await recordOf(deployment, request);
  const open = await opened(edge, cookies, record);
  if (open === null) return null;
  try {
    // Without a record the session is in cookies, and a sign-out elsewhere cannot be known.
    if (record !== undefined && (await isSignedOut(deployment, open))) return null;
    const sufficient = edge.suffices(open, demanded);
    return { json: open.json(registered), sufficient, cookies: sufficient ? await renewed(deployment, open, cookies) : [] };
  } finally {
    // Every page reads a session, so the Wasm's memory is not left to the garbage collector, which sees a small object only.
    open.free();
  }
}

/** The session of a request, at today's level of the deployment; `null` where there is none (N72). */
export async function sessionOf(deployment: Deployment, request: Asking): Promise<Admitted | null> {
  const admitted = await admit(deployment, request);
  return admitted?.sufficient ? admitted : null;
}

/**
 * Renews a session where that is due; gives the `Set-Cookie` lines. Where a renewal cannot be written, the session keeps its end, and the next
 * request tries again. Requests at the same time all try, and KV refuses a second write to a key within a second.
 */
async function renewed({ edge, store }: Deployment, open: OpenSession, cookies: string): Promise<string[]> {
  const change = edge.renew(open, cookies);
  if (change === undefined) return [];
  try {
    return await apply(store, change);
  } catch (thrown) {
    if (FcPivotError.from(thrown).code === "store_unavailable") return [];
    throw thrown;
  }
}

/** Applies a change to the store; gives the `Set-Cookie` lines, which are left to be sent. */
export async function apply(store: Store | undefined, { cookies, write, remove }: Change): Promise<string[]> {
  if (write !== undefined) await store?.put(write.key, write.value, write.seconds);
  if (remove !== undefined) await store?.delete(remove);
  return cookies;
}

/** The record that the store holds of a request's session. */
export async function recordOf({ edge, store }: Deployment, request: Asking): Promise<string | undefined> {
  const key = store && edge.recordKey(cookiesOf(request));
  return key === undefined ? undefined : ((await store?.get(key)) ?? undefined);
}

/** Ends every session of a person with this client that was opened until now. */
export async function signOutEverywhere({ edge, store }: Deployment, issuer: string, sub: string): Promise<void> {
  if (store === undefined) {
    throw new FcPivotError("invalid_settings", "SESSION_STORE: expected a store on the server; sessions in cookies cannot be ended from here");
  }
  await store.put(edge.subjectKey(issuer, sub), String(Math.floor(Date.now() / 1000)), edge.maxSeconds);
}

/** Whether its person was signed out everywhere since it was opened. */
async function isSignedOut({ edge, store }: Deployment, open: OpenSession): Promise<boolean> {
  const signedOutAt = await store?.get(edge.subjectKeyOf(open));
  return !open.outlives(signedOutAt == null ? undefined : Number(signedOutAt));
}

/** The session of a request, whose caller frees it; `null` where there is none. */
export async function opened(edge: Edge, cookies: string, record: string | undefined): Promise<OpenSession | null> {
  return (await orNobody(() => edge.session(cookies, record))) ?? orNobody(() => formerSession(edge, cookies, record));
}

/** What `open` opens; `null` where nobody is signed in. */
async function orNobody(open: () => OpenSession | Promise<OpenSession | undefined>): Promise<OpenSession | null> {
  try {
    return (await open()) ?? null;
  } catch (thrown) {
    const error = FcPivotError.from(thrown);
    if (error.code === "no_session") return null;
    throw error;
  }
}
