// The door of an application: a session, of a certain level where one is demanded.
// Comes in: a request, the demand. Goes out: the session, or the answer that sends the person to sign in. Never: a level that was asked
// for and not reached.

import { FcPivotError } from "../errors.js";
import { failure, redirect, withCookies } from "./answers.js";
import type { Deployment } from "./deployment.js";
import { admit } from "./sessions.js";
import type { Admission, Demand } from "./shapes.js";

/** Asks for a session. */
export async function requireSession(deployment: Deployment, request: Request, { acr }: Demand): Promise<Admission | Response> {
  const admitted = await admit(deployment, request, acr);
  if (admitted === null) return toSignIn(deployment, request, "no_session", acr);
  if (!admitted.sufficient) return toSignIn(deployment, request, "acr_insufficient", acr);
  return { session: admitted.session, renew: (response) => withCookies(response, admitted.cookies) };
}

/** A person who navigates is sent to sign in and comes back here; a script is told. */
function toSignIn({ prefix }: Deployment, request: Request, code: "no_session" | "acr_insufficient", acr: string | undefined): Response {
  if (!isNavigation(request)) return failure(new FcPivotError(code), code === "no_session" ? 401 : 403);
  const { pathname, search } = new URL(request.url);
  const parameters = new URLSearchParams({ return_to: `${pathname}${search}` });
  if (acr !== undefined) parameters.set("acr", acr);
  return redirect(`${prefix}/login?${parameters}`);
}

/** Whether a person's browser asks for a page (Fetch Metadata; `Accept` in browsers that do not send it). */
function isNavigation(request: Request): boolean {
  if (request.method !== "GET") return false;
  const mode = request.headers.get("sec-fetch-mode");
  return mode === null ? (request.headers.get("accept") ?? "").includes("text/html") : mode === "navigate";
}
