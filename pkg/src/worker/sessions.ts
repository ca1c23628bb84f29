// The sessions of a deployment, whatever its store.
// Comes in: requests. Goes out: who is signed in; changes done to the store. Never: a session that its person was signed out of.

import { type Edge, type Session as OpenSession, subjectKey } from "#edge";
import { FcPivotError } from "../errors.js";
import type { Session } from "../session.js";
import type { Deployment } from "./deployment.js";
import type { Store } from "./stores.js";

/** What a step of the core's changes. */
type Change = ReturnType<Edge["openSession"]>;

/** A session in use. */
export interface Admitted {
  readonly open: OpenSession;
  readonly session: Session;
  /** `Set-Cookie` lines that its renewal makes. */
  readonly cookies: readonly string[];
}

/** The `Cookie` header. */
export function cookiesOf(request: Request): string {
  return request.headers.get("cookie") ?? "";
}

/** The session of a request, renewed where that is due; `null` where nobody is signed in. */
export async function admit(deployment: Deployment, request: Request): Promise<Admitted | null> {
  const { edge, store } = deployment;
  const cookies = cookiesOf(request);
  const open = await find(deployment, request);
  if (open === null) return null;
  const session = open.view();
  const change = edge.renew(open, cookies);
  return { open, session, cookies: change === undefined ? [] : await apply(store, change) };
}

/** Does to the store what a step changes; gives the `Set-Cookie` lines that are left to be sent. */
export async function apply(store: Store, { cookies, write, remove }: Change): Promise<string[]> {
  if (write !== undefined) await store.put(write.key, write.value, write.seconds);
  if (remove !== undefined) await store.delete(remove);
  return cookies;
}

/** What the store holds of a request's session. */
export async function recordOf({ edge, store }: Deployment, request: Request): Promise<string | undefined> {
  const key = edge.recordKey(cookiesOf(request));
  return key === undefined ? undefined : ((await store.get(key)) ?? undefined);
}

/** Ends every session of a person that was opened until now. */
export async function signOutEverywhere({ edge, store }: Deployment, issuer: string, sub: string): Promise<void> {
  if (edge.store === "cookie") {
    throw new FcPivotError("invalid_settings", "SESSION_STORE: expected kv or durable-object; sessions in cookies cannot be ended from here");
  }
  await store.put(subjectKey(issuer, sub), String(Math.floor(Date.now() / 1000)), edge.mostSeconds);
}

async function find(deployment: Deployment, request: Request): Promise<OpenSession | null> {
  const { edge, store } = deployment;
  const record = await recordOf(deployment, request);
  const open = opened(edge, cookiesOf(request), record);
  // Without a record the session is in cookies, and nothing here knows of a sign-out elsewhere.
  if (open === null || record === undefined) return open;
  const signedOutAt = await store.get(open.subjectKey);
  return open.outlives(signedOutAt === null ? undefined : Number(signedOutAt)) ? open : null;
}

function opened(edge: Edge, cookies: string, record: string | undefined): OpenSession | null {
  try {
    return edge.session(cookies, record);
  } catch (thrown) {
    const error = FcPivotError.from(thrown);
    if (error.code === "no_session") return null;
    throw error;
  }
}
