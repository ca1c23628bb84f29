// The routes of the design.
// Comes in: a deployment and a request under its prefix. Goes out: an answer. Never: a raw failure for a person who was sent here.

import { pageRequestBytes } from "#edge";
import { errorAddress } from "../error-address.js";
import { FcPivotError } from "../errors.js";
import { holding } from "../held.js";
import { readUpTo } from "../http.js";
import { declined, failure, json, redirect } from "./answers.js";
import type { Deployment } from "./deployment.js";
import { exchangeForPage } from "./page-exchange.js";
import { isPrefetch } from "./prefetch.js";
import { requireSameOrigin } from "./same-origin.js";
import { apply, cookiesOf, recordOf, sessionOf } from "./sessions.js";
import { finishSignIn } from "./sign-in.js";
import { type Step, Trace } from "./trace.js";

/** What a route works with. */
interface Call extends Deployment {
  readonly request: Request;
  readonly url: URL;
  readonly cookies: string;
  readonly trace: Trace;
  /** `Set-Cookie` lines that are sent whatever comes of the call: what they remove is used up. */
  readonly spent: string[];
}

interface Route {
  /** Where a GET uses something up, a HEAD (a link scanner's, say) must not. */
  readonly methods: readonly string[];
  /** Whether a person's browser navigates here: a failure sends her on to the error path. */
  readonly forPerson: boolean;
  readonly act: (call: Call) => Promise<Response>;
}

const routes: Partial<Record<Step, Route>> = {
  login: { methods: ["GET"], forPerson: true, act: login },
  callback: { methods: ["GET"], forPerson: true, act: callback },
  session: { methods: ["GET", "HEAD"], forPerson: false, act: session },
  logout: { methods: ["POST"], forPerson: true, act: logout },
  "logged-out": { methods: ["GET"], forPerson: true, act: loggedOut },
  "jwks.json": { methods: ["GET", "HEAD"], forPerson: false, act: jwks },
  exchange: { methods: ["POST"], forPerson: false, act: pageExchange },
};

/** Answers a request to the route called `name`. */
export async function answer(request: Request, name: string, deployed: () => Promise<Deployment>): Promise<Response> {
  try {
    const route = routeOf(request, name);
    if (route.forPerson && isPrefetch(request)) return declined();
    const deployment = await deployed();
    const { errorPath, sink } = deployment;
    const trace = new Trace(request, sink);
    const call: Call = { ...deployment, request, url: new URL(request.url), cookies: cookiesOf(request), trace, spent: [] };
    try {
      return await trace.step(name as Step, () => route.act(call));
    } catch (thrown) {
      if (!route.forPerson) throw thrown;
      const { code } = FcPivotError.from(thrown);
      return redirect(errorAddress(code, errorPath), call.spent);
    }
  } catch (thrown) {
    return failed(FcPivotError.from(thrown));
  }
}

function routeOf(request: Request, name: string): Route {
  const route = Object.hasOwn(routes, name) ? routes[name as Step] : undefined;
  if (route === undefined) throw new FcPivotError("not_found");
  if (!route.methods.includes(request.method)) throw new MethodNotAllowed(route.methods);
  if (request.method === "POST") requireSameOrigin(request);
  return route;
}

async function login({ edge, cache, url, cookies, prefix, trace }: Call): Promise<Response> {
  const get = (name: string): string | undefined => url.searchParams.get(name) ?? undefined;
  const wanted = { returnTo: get("return_to"), acr: get("acr"), idpHint: get("idp_hint"), uiLocales: get("ui_locales") };
  const started = edge.login(await cache.provider(), url.origin, prefix, wanted, cookies);
  if (started.remark !== undefined) trace.remark("login", started.remark);
  return redirect(started.location, started.cookies);
}

async function callback(call: Call): Promise<Response> {
  const returned = call.edge.callback(call.url.search, call.cookies);
  const { removal } = returned;
  const spend = (): void => void call.spent.push(removal);
  const signedIn = await holding((hold) => finishSignIn(call, call.trace, returned, spend, call.cookies, hold));
  return redirect(signedIn.returnTo, [...call.spent, ...signedIn.cookies]);
}

async function session(call: Call): Promise<Response> {
  const held = await sessionOf(call, call.request);
  if (held === null) throw new FcPivotError("no_session");
  return json(JSON.stringify(held.session), { cookies: held.cookies });
}

async function logout(call: Call): Promise<Response> {
  const { edge, cache, store, url, cookies, prefix, spent } = call;
  // The local session ends even where the provider cannot be asked where its own ends, or the store what the session was.
  const [provider, record] = await Promise.all([
    cache.provider().catch(() => undefined),
    recordOf(call, call.request).catch(() => undefined),
  ]);
  const { location, change } = provider
    ? edge.logout(provider, url.origin, prefix, cookies, record)
    : edge.logoutHere(url.origin, prefix, cookies);
  // The browser forgets its session even where the store cannot.
  spent.push(...change.cookies);
  await apply(store, change);
  return redirect(location, spent);
}

async function loggedOut({ edge, url, cookies, spent }: Call): Promise<Response> {
  const returned = edge.loggedOut(url.search, cookies);
  spent.push(returned.removal);
  returned.check();
  return redirect("/", spent);
}

async function jwks({ edge }: Call): Promise<Response> {
  return json(edge.publicKeys(), { headers: { "cache-control": "public, max-age=600" } });
}

async function pageExchange(call: Call): Promise<Response> {
  const body = await readUpTo(call.request.body, pageRequestBytes(), "request_malformed");
  return json(await holding((hold) => exchangeForPage(call, body, { origin: call.url.origin, prefix: call.prefix }, hold)));
}

/** Carries what the `Allow` header says (RFC 9110 §15.5.6). */
class MethodNotAllowed extends FcPivotError {
  constructor(readonly allowed: readonly string[]) {
    super("method_not_allowed");
  }
}

/** Failures of requests that scripts make, and of settings. */
export function failed(error: FcPivotError): Response {
  if (error instanceof MethodNotAllowed) return failure(error, 405, { allow: error.allowed.join(", ") });
  switch (error.code) {
    case "no_session":
      return failure(error, 401);
    case "not_found":
      return failure(error, 404);
    case "origin_refused":
      return failure(error, 403);
    case "invalid_settings":
    case "wasm_unavailable":
    case "crypto_unavailable":
    case "internal":
      return failure(error, 500);
    case "store_unavailable":
      return failure(error, 503);
    default:
      return failure(error, 400);
  }
}
