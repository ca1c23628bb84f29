/**
 * The service's ways in, as this page uses them: a deployment of the Worker for each federation.
 *
 * In: the list that the Worker gives, the address of the page. Out: the ways, the session of the person who is signed in, the error that a sign-in
 * came back with.
 * Never: a token. None reaches the page; the session is a cookie that scripts cannot read.
 */
import { type AnySession, type EdgeSession, edgeSession, FcPivotError } from "fc-pivot";

/** One federation that people may sign in by. */
export interface Way {
  /** `franceconnect-plus`, `franceconnect`, `proconnect`; another name is a provider that this page has no button for. */
  readonly federation: string;
  /** The path that a plain form posts to: signing out must not depend on a script. */
  readonly logoutAction: string;
  /** The way to the provider and back to the page that is open now, at the service's usual level or a higher one. */
  signInUrl(acr?: string): string;
}

/** Who is signed in, and by which way. */
export interface SignedIn {
  readonly way: Way;
  readonly session: AnySession;
}

/** What the Worker says: how people may sign in here, and who has. */
export interface Service {
  readonly ways: readonly Way[];
  /** The address of another application, which the gateway signs people in for; only in the demo. */
  readonly behindTheGateway: string | null;
  /** By several ways, as the person signed in last. */
  readonly signedIn: SignedIn | null;
}

/** Throws `network_error` where the Worker cannot be reached, and what it answers with where it refuses. */
export async function readService(): Promise<Service> {
  const { ways: listed, behindTheGateway } = await askWays();
  const ways = listed.map(openWay);
  const each = await Promise.all(ways.map(async (way) => ({ way, session: await way.auth.session() })));
  const signedIn = each.filter((one): one is typeof one & SignedIn => one.session !== null);
  return {
    ways,
    behindTheGateway,
    signedIn: signedIn.sort((one, other) => other.session.assurance.authTime - one.session.assurance.authTime)[0] ?? null,
  };
}

/** The error of the sign-in that led here, if it failed; it leaves the address bar at once. */
export const takeSignInError = (): FcPivotError | null => edgeSession().takeError(location);

function openWay({ federation, prefix }: { federation: string; prefix: string }): Way & { auth: EdgeSession<AnySession> } {
  const auth = edgeSession<AnySession>({ prefix });
  return {
    federation,
    logoutAction: `${prefix}/logout`,
    auth,
    signInUrl(acr) {
      const returnTo = location.pathname + location.search;
      return auth.loginUrl(acr === undefined ? { returnTo } : { returnTo, acr });
    },
  };
}

/** `/api/ways` of the Worker. */
async function askWays(): Promise<{ ways: { federation: string; prefix: string }[]; behindTheGateway: string | null }> {
  try {
    const answer = await fetch("/api/ways");
    if (answer.ok) return await answer.json();
  } catch {
    // Said below, like an answer that is none.
  }
  throw new FcPivotError("network_error");
}
