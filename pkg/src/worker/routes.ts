// The routes of the design.
// Comes in: a deployment and a request under its prefix. Goes out: an answer. Never: a raw failure for a person who was sent here.

import { LoggedOut } from "#edge";
import { FcPivotError } from "../errors.js";
import { readUpTo } from "../http.js";
import { failure, json, redirect } from "./answers.js";
import type { Deployment } from "./deployment.js";
import { exchangeForPage } from "./page-exchange.js";
import { requireSameOrigin } from "./same-origin.js";
import { admit, apply, cookiesOf, recordOf } from "./sessions.js";
import { finishSignIn } from "./sign-in.js";

type Route = (deployment: Deployment, request: Request, url: URL) => Promise<Response>;

/** Bytes of a page's request to exchange a code: what the core reads. */
const PAGE_REQUEST_BYTES = 8192;

/** Where a GET uses something up, a HEAD (a link scanner's, say) must not. */
const routes: Record<string, readonly [methods: readonly string[], route: Route]> = {
  login: [["GET"], login],
  callback: [["GET"], callback],
  session: [["GET", "HEAD"], session],
  logout: [["POST"], logout],
  "logged-out": [["GET"], loggedOut],
  "jwks.json": [["GET", "HEAD"], jwks],
  exchange: [["POST"], pageExchange],
};

/** Answers a request to the route called `name`. */
export async function answer(request: Request, name: string, deployment: () => Promise<Deployment>): Promise<Response> {
  try {
    const route = routeOf(request, name);
    return await route(await deployment(), request, new URL(request.url));
  } catch (thrown) {
    return failed(FcPivotError.from(thrown));
  }
}

/** Carries what the `Allow` header says (RFC 9110 §15.5.6). */
class MethodNotAllowed extends FcPivotError {
  constructor(readonly allowed: readonly string[]) {
    super("method_not_allowed");
  }
}

function routeOf(request: Request, name: string): Route {
  const known = Object.hasOwn(routes, name) ? routes[name] : undefined;
  if (known === undefined) throw new FcPivotError("not_found");
  const [methods, route] = known;
  if (!methods.includes(request.method)) throw new MethodNotAllowed(methods);
  if (request.method === "POST") requireSameOrigin(request);
  return route;
}

async function login(deployment: Deployment, request: Request, url: URL): Promise<Response> {
  const { edge, cache, prefix } = deployment;
  const get = (name: string): string | undefined => url.searchParams.get(name) ?? undefined;
  return orToErrorPath(deployment, async () => {
    const wanted = { returnTo: get("return_to"), acr: get("acr"), idpHint: get("idp_hint"), uiLocales: get("ui_locales") };
    const { location, cookies } = edge.login(await cache.provider(), url.origin, prefix, wanted, cookiesOf(request));
    return redirect(location, cookies);
  });
}

async function callback(deployment: Deployment, request: Request, url: URL): Promise<Response> {
  const used: string[] = [];
  return orToErrorPath(
    deployment,
    async () => {
      const cookies = cookiesOf(request);
      const returned = deployment.edge.callback(url.search, cookies);
      // From here on the login is used up, whatever comes of it.
      used.push(returned.removal);
      const signedIn = await finishSignIn(deployment, returned, cookies);
      return redirect(signedIn.returnTo, [...used, ...signedIn.cookies]);
    },
    used,
  );
}

async function session(deployment: Deployment, request: Request): Promise<Response> {
  const admitted = await admit(deployment, request);
  if (admitted === null) return failure(new FcPivotError("no_session"), 401);
  return json(JSON.stringify(admitted.session), { cookies: admitted.cookies });
}

async function logout(deployment: Deployment, request: Request, url: URL): Promise<Response> {
  const { edge, cache, store, prefix } = deployment;
  const held = cookiesOf(request);
  // The local session ends even where the provider cannot be asked where its own ends, or the store what the session was.
  const [provider, record] = await Promise.all([
    cache.provider().catch(() => undefined),
    recordOf(deployment, request).catch(() => undefined),
  ]);
  const { location, change } = provider
    ? edge.logout(provider, url.origin, prefix, held, record)
    : edge.logoutHere(url.origin, prefix, held);
  return redirect(location, await apply(store, change));
}

async function loggedOut(deployment: Deployment, request: Request, url: URL): Promise<Response> {
  const returned = LoggedOut.read(url.search, cookiesOf(request));
  return orToErrorPath(
    deployment,
    async () => {
      returned.check();
      return redirect("/", [returned.removal]);
    },
    [returned.removal],
  );
}

async function jwks({ edge }: Deployment): Promise<Response> {
  return json(edge.publicKeys(), { headers: { "cache-control": "public, max-age=600" } });
}

async function pageExchange(deployment: Deployment, request: Request, url: URL): Promise<Response> {
  const body = await readUpTo(request.body, PAGE_REQUEST_BYTES, "request_malformed");
  return json(await exchangeForPage(deployment, body, { origin: url.origin, prefix: deployment.prefix }));
}

/** A person who was sent somewhere is sent on to the error path, never shown a raw failure. */
async function orToErrorPath({ errorPath }: Deployment, act: () => Promise<Response>, cookies: readonly string[] = []): Promise<Response> {
  try {
    return await act();
  } catch (thrown) {
    const { code } = FcPivotError.from(thrown);
    return redirect(`${errorPath}${errorPath.includes("?") ? "&" : "?"}auth_error=${code}`, cookies);
  }
}

/** Failures of requests that scripts make, and of settings. */
function failed(error: FcPivotError): Response {
  if (error instanceof MethodNotAllowed) return failure(error, 405, { allow: error.allowed.join(", ") });
  switch (error.code) {
    case "not_found":
      return failure(error, 404);
    case "origin_refused":
      return failure(error, 403);
    case "invalid_settings":
    case "internal":
      return failure(error, 500);
    case "store_unavailable":
      return failure(error, 503);
    default:
      return failure(error, 400);
  }
}
