// Admission to a part of an application: a session, of a certain level where one is demanded.
// Comes in: a request, the demand. Goes out: the session, or the answer to give instead. Never: a session below the demanded level; a person who
// is sent to sign in again right after a failure, before she was told why.

import { returnPath } from "#edge";
import { ERROR, RETURN_TO } from "../shared/error-address.js";
import { FcPivotError, isErrorCode } from "../shared/errors.js";
import type { AnySession } from "../shared/session.js";
import { failure, redirect, withCookies } from "./answers.js";
import type { Deployment } from "./deployment.js";
import { errorPage } from "./error-page.js";
import { isFramed, isNavigation } from "./navigation.js";
import { admit, cookiesOf } from "./sessions.js";
import type { Admission, Demand } from "./shapes.js";
import { loginAddress, originOf } from "./site.js";

/** Asks for a session. */
export async function requireSession<Who extends AnySession>(
  deployment: Deployment,
  request: Request,
  { acr }: Demand,
): Promise<Admission<Who> | Response> {
  const admitted = await admit(deployment, request, acr);
  if (admitted?.sufficient) return { session: JSON.parse(admitted.json), renew: (response) => withCookies(response, admitted.cookies) };
  return toSignIn(deployment, request, new FcPivotError(admitted === null ? "no_session" : "acr_insufficient"), acr);
}

/** The answer where it is not known whether there is a session: the failure, with a link to the same address, which is what an empty one means. */
export function refused(request: Request, error: FcPivotError): Response {
  if (!isNavigation(request)) return failure(error);
  return errorPage(request, error, request.method === "POST" ? "/" : "");
}

/** Sends a person who navigates to sign in and come back here. A script gets the error. */
export function toSignIn(deployment: Deployment, request: Request, refusal: FcPivotError, acr: string | undefined): Response {
  if (!isNavigation(request)) return failure(refusal);
  const address = loginAddress(deployment.prefix, wayBack(deployment, request), acr);
  const failed = new URL(request.url).searchParams.get(ERROR) ?? deployment.edge.recentFailure(cookiesOf(request));
  // The address can be written by anyone who makes a link: only our own codes are repeated.
  if (failed !== undefined) return errorPage(request, new FcPivotError(isErrorCode(failed) ? failed : "internal"), address);
  return isFramed(request) ? errorPage(request, refusal, address) : redirect(address);
}

/** Where to go once signed in: the address of the request; for a form that was sent, the page that has the form. */
function wayBack(deployment: Deployment, request: Request): string {
  const url = new URL(request.url);
  if (request.method === "POST") return formPage(request, originOf(deployment, url));
  if (!url.searchParams.has(ERROR)) return `${url.pathname}${url.search}`;
  const wanted = url.searchParams.get(RETURN_TO) ?? `${url.pathname}${url.search}`;
  return returnPath(wanted, deployment.prefix, deployment.errorPath) ?? "/";
}

/** The page of `origin` that a request comes from; `/` where it does not say. */
export function formPage(request: Request, origin: string): string {
  const referrer = request.headers.get("referer") ?? "";
  return referrer.startsWith(`${origin}/`) ? referrer.slice(origin.length) : "/";
}
