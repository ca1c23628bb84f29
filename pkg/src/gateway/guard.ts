// The guard: whether a request passes, and how.
// Comes in: a request's head. Goes out: an answer, or the request as the upstream gets it. Never: a request that passes unread, or with an identity
// that was not admitted just now; a word of the body.

import { FcPivotError } from "../shared/errors.js";
import { formPage, refused, toSignIn } from "../worker/admission.js";
import { failure } from "../worker/answers.js";
import { isNavigation } from "../worker/navigation.js";
import { type Admitted, admit } from "../worker/sessions.js";
import { loginAddress } from "../worker/site.js";
import { type GatewayCode, tell } from "../worker/trace.js";
import { type HeaderList, plain, requestHeaders } from "./headers.js";
import { refuse, refuseWithLogin } from "./refusal.js";
import { demandOf } from "./rules.js";
import type { GatewayDeployment } from "./settings.js";
import type { Decision, Forward, Head } from "./shapes.js";
import { readTarget } from "./target.js";
import { identityToken } from "./token.js";

/** Methods that show a request's own headers, or make a tunnel. */
const NEVER = /^(?:CONNECT|TRACE|TRACK)$/i;
const METHOD = /^[A-Z][A-Z-]{0,30}$/;

/** Where a request has no address of its own: the gateway's is in its settings. */
export const NOWHERE = "https://gateway.invalid";

/** What refusals and logins look at. */
const SEEN = /^(?:accept|accept-language|cookie|referer|sec-fetch-\w+)$/i;

/** Decides on a request. `keepsSocket`: see headers.ts. */
export async function decide(deployed: () => Promise<GatewayDeployment>, head: Head, keepsSocket = false): Promise<Decision> {
  const start = Date.now();
  const request = requestOf(head);
  try {
    const refusedFor = faultOf(head);
    if (refusedFor !== undefined) return refuse(request(), refusedFor);
    const target = readTarget(head.target);
    if (target === undefined) return refuse(request(), "path_refused");
    const deployment = await deployed();
    const { auth, service, rules } = deployment;
    if (target.path.startsWith(`${auth.prefix}/`)) return "ours";
    // Any page can open a WebSocket with this person's cookies; the browser says whose page it is.
    if (head.isSocket && valueOf(head.headers, "origin") !== service.origin) return failure(new FcPivotError("origin_refused"));

    const demand = demandOf(rules, target.readings);
    const asking = { headers: { get: (name: string) => valueOf(head.headers, name) } };
    const admitted = demand === "open" ? undefined : await admission(deployment, asking, demand);
    if (admitted !== undefined && "error" in admitted) return turnedAway(deployment, request(service.origin), admitted.error, admitted.acr);
    const token = admitted && (await identityToken(admitted.json, deployment.keys));
    if (admitted !== undefined && token === undefined) return refuse(request(), "identity_too_large");
    return {
      deployment,
      target: target.sent,
      headers: requestHeaders(head.headers, service, token, keepsSocket),
      isGuarded: admitted !== undefined,
      cookies: admitted?.cookies ?? [],
      failed: (code) => {
        tell(auth.sink, {
          step: "upstream",
          request: valueOf(head.headers, "cf-ray") ?? crypto.randomUUID(),
          duration: Date.now() - start,
          outcome: code,
        });
        return refuse(request(), code);
      },
      stillAdmits: async () => demand === "open" || !("error" in (await admission(deployment, asking, demand))),
    } satisfies Forward;
  } catch (thrown) {
    return refused(request(), FcPivotError.from(thrown));
  }
}

/** The claims of the session of a request at the deployment's level and all `levels`; or what it lacks. */
export async function admission(
  { auth, claims }: GatewayDeployment,
  asking: Parameters<typeof admit>[1],
  levels: readonly string[],
): Promise<Admitted | { readonly error: FcPivotError; readonly acr: string | undefined }> {
  const registered = claims();
  let admitted: Admitted | null = null;
  for (const acr of levels.length === 0 ? [undefined] : levels) {
    admitted = await admit(auth, asking, acr, registered);
    if (!admitted?.sufficient) return { error: new FcPivotError(admitted === null ? "no_session" : "acr_insufficient"), acr };
  }
  return admitted as Admitted;
}

/** A person is sent to sign in; a script gets the error, with the address that does it. */
function turnedAway({ auth, service }: GatewayDeployment, request: Request, error: FcPivotError, acr: string | undefined): Response {
  if (isNavigation(request)) return toSignIn(auth, request, error, acr);
  return refuseWithLogin(error, loginAddress(auth.prefix, formPage(request, service.origin), acr));
}

/** What is wrong with a head, whatever its path is (N78). The host has framed the body; where that was said twice, another may frame otherwise. */
function faultOf({ method, headers, hasBody }: Head): GatewayCode | undefined {
  if (!METHOD.test(method) || NEVER.test(method)) return "method_refused";
  let length: string | undefined;
  let isChunked = false;
  for (const [name, value] of headers) {
    const read = plain(name);
    if (read === "transfer-encoding") isChunked = true;
    if (read !== "content-length") continue;
    if (!/^\d{1,15}$/.test(value) || value !== (length ?? value)) return "request_refused";
    length = value;
  }
  if (isChunked && length !== undefined) return "request_refused";
  // No `fetch` sends one, and no application needs one.
  return hasBody && /^(?:GET|HEAD)$/.test(method) ? "request_refused" : undefined;
}

/** Makes the request that pages and logins are about, where one is needed: few requests are turned away. */
function requestOf({ method, target, headers }: Head): (origin?: string) => Request {
  return (origin = NOWHERE) => {
    const known = METHOD.test(method) && !NEVER.test(method);
    const path = readTarget(target) === undefined ? "/" : target;
    return new Request(origin + path, { method: known ? method : "GET", headers: headers.filter(([name]) => SEEN.test(name)) });
  };
}

/** The value of a header; `null` where it is missing. Of two, both; cookies are one list. */
export function valueOf(headers: HeaderList, name: string): string | null {
  let found: string | null = null;
  for (const [each, value] of headers) {
    if (each.toLowerCase() === name) found = found === null ? value : `${found}${name === "cookie" ? "; " : ", "}${value}`;
  }
  return found;
}
