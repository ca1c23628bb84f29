// `/auth/check`: the guard for a proxy that forwards by itself: nginx's `auth_request`, Caddy's and Traefik's forward-auth.
// Comes in: a request of the proxy's, with the browser's cookies. Goes out: 204 with `fc-identity`, or 401, 403 with the login's address. Never: a
// decision by what a header says of the original path: it only says where to come back to.

import { returnPath } from "#edge";
import { FcPivotError } from "../shared/errors.js";
import { answer, failure, redirect } from "../worker/answers.js";
import { isNavigation } from "../worker/navigation.js";
import { loginAddress } from "../worker/site.js";
import { asksForSocket } from "./forward.js";
import { admission } from "./guard.js";
import { IDENTITY } from "./headers.js";
import { refuse, refuseWithLogin } from "./refusal.js";
import type { GatewayDeployment } from "./settings.js";
import { readTarget, writtenTarget } from "./target.js";
import { identityToken } from "./token.js";

/** Where nginx's users and the ingress controllers write the original address, then Caddy's and Traefik's header. */
const ORIGINAL = ["x-original-uri", "x-original-url", "x-forwarded-uri"];

/** Answers a proxy. `?acr=` demands a level; `?on_refusal=redirect` sends people to sign in at once, where the proxy hands the answer on. */
export async function check(deployment: GatewayDeployment, request: Request): Promise<Response> {
  const { auth, keys, service, isAsked } = deployment;
  if (!isAsked) return failure(new FcPivotError("not_found"));
  // The proxy opens the socket by itself, and any page can ask for one with this person's cookies. The browser says whose page it is.
  if (opensSocket(request) && request.headers.get("origin") !== service.origin) return failure(new FcPivotError("origin_refused"));
  const parameters = new URL(request.url).searchParams;
  const acr = parameters.get("acr");
  const admitted = await admission(deployment, request, acr === null ? [] : [acr]);
  if ("error" in admitted) {
    const login = loginAddress(auth.prefix, originalOf(deployment, request), admitted.acr);
    const navigates = parameters.get("on_refusal") === "redirect" && isNavigation(request);
    if (navigates) return redirect(service.origin + login);
    const refused = refuseWithLogin(admitted.error, login);
    refused.headers.set("location", service.origin + login);
    return refused;
  }
  const token = await identityToken(admitted.json, keys);
  if (token === undefined) return refuse(request, "identity_too_large");
  return answer(null, { status: 204, headers: { [IDENTITY]: token }, cookies: admitted.cookies });
}

/** Proxies take `Upgrade` out of their question; what else browsers say of a WebSocket stays (RFC 6455 §4.1). */
function opensSocket(request: Request): boolean {
  return asksForSocket(request) || request.headers.has("sec-websocket-version");
}

/** The path that the person asked for; `/` where it is not told, or is none to come back to. */
function originalOf({ auth, service }: GatewayDeployment, request: Request): string {
  const [told = "/"] = ORIGINAL.flatMap((name) => request.headers.get(name) ?? []);
  const target = told.startsWith(`${service.origin}/`) ? writtenTarget(told) : told;
  const read = readTarget(target);
  return (read && returnPath(read.sent, auth.prefix, auth.errorPath)) ?? "/";
}
