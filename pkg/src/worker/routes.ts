// The Worker's routes.
// Comes in: a deployment and a request under its prefix. Goes out: an answer. Never: JSON of an error for a person who was sent here.

import { pageRequestBytes, returnPath } from "#edge";
import { errorAddress } from "../shared/error-address.js";
import { FcPivotError } from "../shared/errors.js";
import { holding } from "../shared/held.js";
import { readUpTo } from "../shared/http.js";
import { KEY_SET_SECONDS } from "../shared/limits.js";
import { declined, failure, json, redirect, withCookies } from "./answers.js";
import type { Deployment } from "./deployment.js";
import { errorPage, signOutPage } from "./error-page.js";
import { isNavigation } from "./navigation.js";
import { exchangeForPage } from "./page-exchange.js";
import { isPrefetch } from "./prefetch.js";
import { requireSameOrigin } from "./same-origin.js";
import { apply, cookiesOf, opened, recordOf, sessionOf } from "./sessions.js";
import { finishSignIn } from "./sign-in.js";
import { atPublicHost, loginAddress, originOf } from "./site.js";
import { type Step, Trace } from "./trace.js";

/** What a route works with. */
interface Call extends Deployment {
  readonly request: Request;
  readonly url: URL;
  /** Ours, as browsers see it. */
  readonly origin: string;
  readonly cookies: string;
  readonly trace: Trace;
  /** `Set-Cookie` lines that are sent even where the call fails: what they remove is used up. */
  readonly spent: string[];
  /** Where the person wanted to go, once that is known. */
  returnTo: string | undefined;
}

interface Route {
  /** A route whose GET uses something up has no HEAD: a link scanner may send one. */
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

/** Answers a request to the route called `name`, under `prefix`. */
export async function answer(request: Request, prefix: string, name: string, deployed: () => Promise<Deployment>): Promise<Response> {
  try {
    const route = routeOf(request, name);
    if (route.forPerson && isPrefetch(request)) return declined();
    const deployment = await deployed();
    const url = new URL(request.url);
    const trace = new Trace(request, deployment.sink);
    const call: Call = {
      ...deployment,
      request,
      url,
      origin: originOf(deployment, url),
      cookies: cookiesOf(request),
      trace,
      spent: [],
      returnTo: undefined,
    };
    try {
      return await trace.step(name as Step, () => {
        if (request.method === "POST") requireSameOrigin(request, call.origin);
        return route.act(call);
      });
    } catch (thrown) {
      const error = FcPivotError.from(thrown);
      if (!route.forPerson || error.code === "origin_refused") throw error;
      return await sentBack(call, name, error);
    }
  } catch (thrown) {
    return refused(request, prefix, name, FcPivotError.from(thrown));
  }
}

function called(name: string): Route | undefined {
  return Object.hasOwn(routes, name) ? routes[name as Step] : undefined;
}

/** For a person who navigates, a page with a link to try again. For a script, and on a route that scripts read, JSON. */
function refused(request: Request, prefix: string, name: string, error: FcPivotError): Response {
  const forPerson = isNavigation(request) && called(name)?.forPerson !== false;
  const page = () => (name === "logout" ? signOutPage(request, error, `${prefix}/logout`) : errorPage(request, error, `${prefix}/login`));
  const response = forPerson ? page() : failure(error);
  if (error instanceof MethodNotAllowed) response.headers.set("allow", error.allowed.join(", "));
  return response;
}

function routeOf(request: Request, name: string): Route {
  const route = called(name);
  if (route === undefined) throw new FcPivotError("not_found");
  if (!route.methods.includes(request.method)) throw new MethodNotAllowed(route.methods);
  return route;
}

/** Sends a person whose step failed to the application's error path. */
async function sentBack(call: Call, name: string, error: FcPivotError): Promise<Response> {
  const { edge, request, errorPath, prefix, cookies, spent, returnTo = "/" } = call;
  if (!isNavigation(request)) return redirect(errorAddress(error.code, errorPath), spent);
  // A person who is signed in has opened an old callback again, from her history for example. Nothing is opened by it.
  if (name === "callback" && error.code === "state_unknown" && (await sessionOf(call, request).catch(() => null)) !== null)
    return redirect("/", spent);
  // The application sent her straight back here without showing the error of a moment ago, and would do so again.
  if (edge.recentFailure(cookies) !== undefined) return withCookies(errorPage(request, error, loginAddress(prefix, returnTo)), spent);
  return redirect(errorAddress(error.code, errorPath, returnTo), [...spent, edge.rememberFailure(error.code)]);
}

async function login(call: Call): Promise<Response> {
  const { edge, cache, url, origin, cookies, prefix, errorPath, trace } = call;
  const elsewhere = atPublicHost(call, url);
  if (elsewhere !== undefined) return redirect(elsewhere);
  const get = (name: string): string | undefined => url.searchParams.get(name) ?? undefined;
  const asked = get("return_to");
  if (asked) call.returnTo = returnPath(asked, prefix, errorPath);
  // She will come back to `/`. The event tells the author of the link.
  if (asked && call.returnTo === undefined) trace.remark("login", "return_to: no page of ours in 2,000 octets, so / instead");
  const wanted = {
    returnTo: call.returnTo,
    acr: get("acr"),
    idpHint: get("idp_hint"),
    loginHint: get("login_hint"),
    siretHint: get("siret_hint"),
    uiLocales: get("ui_locales"),
  };
  const started = edge.login(await cache.provider(), origin, prefix, wanted, cookies);
  if (started.remark !== undefined) trace.remark("login", started.remark);
  return redirect(started.location, started.cookies);
}

async function callback(call: Call): Promise<Response> {
  const returned = call.edge.callback(call.url.search, call.cookies);
  const { removal } = returned;
  call.returnTo = returned.returnTo;
  const spend = (): void => void call.spent.push(removal);
  const finished = await holding((hold) => finishSignIn(call, call.trace, returned, spend, call.cookies, hold));
  return redirect(finished.returnTo, [...call.spent, ...finished.cookies].concat(call.edge.forgetFailure(call.cookies) ?? []));
}

async function session(call: Call): Promise<Response> {
  const language = call.url.searchParams.get("labels");
  const described = language === null ? undefined : call.describing(language);
  const held = await sessionOf(call, call.request);
  if (held === null) throw new FcPivotError("no_session");
  return json((await described?.(held.json)) ?? held.json, { cookies: held.cookies });
}

async function logout(call: Call): Promise<Response> {
  const { edge, cache, store, origin, cookies, prefix, spent } = call;
  // The local session ends even where the provider's document or the store's record cannot be had.
  const [provider, record] = await Promise.all([cache.provider().catch(() => undefined), recordOf(call, call.request).catch(() => undefined)]);
  const { location, change } = await holding(async (hold) => {
    const open = await opened(edge, cookies, record);
    return provider && open ? edge.logout(provider, origin, prefix, cookies, hold(open)) : edge.logoutHere(origin, prefix, cookies);
  });
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
  return json(edge.publicKeys(), { headers: { "cache-control": `public, max-age=${KEY_SET_SECONDS}` } });
}

async function pageExchange(call: Call): Promise<Response> {
  // Whoever leaves in the middle of a body has sent half of one.
  const body = await readUpTo(call.request.body, pageRequestBytes(), "request_malformed").catch((thrown) => {
    throw thrown instanceof FcPivotError ? thrown : new FcPivotError("request_malformed");
  });
  return json(await holding((hold) => exchangeForPage(call, body, call.origin, hold)));
}

/** Carries the value of the `Allow` header (RFC 9110 §15.5.6). */
class MethodNotAllowed extends FcPivotError {
  constructor(readonly allowed: readonly string[]) {
    super("method_not_allowed");
  }
}
