/**
 * The Worker's sign-in routes, as this page uses them.
 *
 * In: the address of the page. Out: a client of the session, the ways in and out, the error that a sign-in
 * came back with.
 * Never: a token. None reaches the page; the session is a cookie that scripts cannot read.
 */
import { edgeSession, type FcPivotError } from "fc-pivot";

const PREFIX = "/auth";

/** The path that a plain form posts to: signing out must not depend on a script. */
export const LOGOUT_ACTION = `${PREFIX}/logout`;

const auth = edgeSession({ prefix: PREFIX });

export const readSession = () => auth.session();

/** The way to the provider and back to the page that is open now, at the service's usual level or a higher one. */
export function signInUrl(acr?: string): string {
  const returnTo = location.pathname + location.search;
  return auth.loginUrl(acr === undefined ? { returnTo } : { returnTo, acr });
}

/** The error of the sign-in that led here, if it failed; it leaves the address bar at once. */
export const takeSignInError = (): FcPivotError | null => auth.takeError(location);
