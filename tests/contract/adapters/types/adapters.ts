/** What the adapters' types allow and what they do not. Compiled, never run. */
import { type AgentSession, type AnySession, type FcPivotError, type Session, edgeSession } from "fc-pivot";
import { fcPivotHono } from "fc-pivot/hono";
import { Hono } from "hono";
import type { VerifiedSignIn, browserVerified } from "fc-pivot/browser";
import { type FcPivotProviderProps, useSession } from "fc-pivot/react";
import { fcPivot, useSession as useVueSession } from "fc-pivot/vue";

/** Holds where both types are the same. */
type Same<A, B> = [A, B] extends [B, A] ? true : never;
const same = <A, B>(_: Same<A, B>): void => {};

export const props: FcPivotProviderProps = { auth: edgeSession() };
fcPivot(edgeSession());
declare const verified: ReturnType<typeof browserVerified>;
export const otherProps: FcPivotProviderProps = { auth: verified };
fcPivot(verified);
// @ts-expect-error a sign-in is more than a function that asks
fcPivot({ session: async () => null });

export function InReact(): void {
  const own = useSession<Session>();
  if (own.status === "signed-in") same<typeof own.session.expiresAt, number>(true);
  if (own.status === "failed") same<typeof own.error, FcPivotError>(true);
  if (own.status === "signed-out") same<typeof own.session, null>(true);
  // @ts-expect-error nobody may be signed in
  own.session.expiresAt;
  // @ts-expect-error both ways of use have an identity, but no end
  useSession().session?.expiresAt;
  const elsewhere = useSession<VerifiedSignIn>();
  if (elsewhere.status === "signed-in") same<typeof elsewhere.session.returnTo, string>(true);
  same<ReturnType<typeof own.login>, Promise<void>>(true);
}

export function inVue(): void {
  const { session, status } = useVueSession<Session>();
  same<typeof session.value, Session | null>(true);
  same<typeof status.value, "loading" | "signed-in" | "signed-out" | "failed">(true);
  // @ts-expect-error the refs are readonly
  session.value = null;
}

const { requireSession } = fcPivotHono();
export const hono = new Hono()
  .get("/me", requireSession(), (context) => {
    same<typeof context.var.session, Session>(true);
    return context.text(context.var.session.identity.sub);
  })
  .get("/desk", requireSession<AgentSession>({ acr: "eidas2" }), (context) => {
    same<typeof context.var.session.agent, AgentSession["agent"]>(true);
    // @ts-expect-error an agent has no identity
    context.var.session.identity.sub;
    return context.text(context.var.session.agent.siret ?? "");
  })
  .get("/either", requireSession<AnySession>(), ({ var: { session }, text }) =>
    text(session.agent === undefined ? session.identity.sub : (session.agent.uid ?? "")),
  );
// @ts-expect-error nobody has such a session
requireSession<string>();
