// `fc-pivot/worker`: the Worker's routes as a `fetch`-shaped handler, and the session for the application behind it.
// Comes in: requests, and the environment with the settings. Goes out: answers for our routes; for others, who is signed in.
// Never: an answer for a path outside the prefix.

import { Edge, LoggedOut, load } from "#edge";
import { FcPivotError } from "../errors.js";
import { type Transport, readUpTo } from "../http.js";
import type { Session } from "../session.js";
import { failure, json, redirect } from "./answers.js";
import { exchangeForPage } from "./page-exchange.js";
import { ProviderCache } from "./provider.js";
import { requireSameOrigin } from "./same-origin.js";
import { type Desk, finishSignIn } from "./sign-in.js";

export { type ErrorCode, FcPivotError, type Language, isErrorCode } from "../errors.js";
export type * from "../identity.js";
export type { Session } from "../session.js";

/** Settings by their names; other bindings may stand beside them. See the README's table. */
export type Environment = object;

/** How the routes are laid out, and how the provider is reached. */
export interface AuthOptions extends Transport {
  /** The path before the routes. Default `/auth`. */
  prefix?: string;
  /** The path to which a failed login goes, with `auth_error=CODE`. Default `/`. */
  errorPath?: string;
}

/** Sign-in for an application. */
export interface Auth {
  /** Answers a request to one of our routes; `undefined` where it is not ours. */
  handle(request: Request, environment: Environment): Promise<Response | undefined>;
  /** Who is signed in; `null` where nobody is. */
  session(request: Request, environment: Environment): Promise<Session | null>;
  /** Reads the settings; throws `invalid_settings`, which names the first one that is missing or malformed. */
  check(environment: Environment): Promise<void>;
}

/** One deployment: its environment's settings, read and held. */
interface Deployment extends Desk {
  readonly prefix: string;
  readonly errorPath: string;
}

/** Bytes of a page's request to exchange a code: what the core reads. */
const PAGE_REQUEST_BYTES = 8192;

type Route = (deployment: Deployment, request: Request, url: URL) => Promise<Response>;

/** Sign-in through FranceConnect+, or any OpenID provider, for the Worker that calls it. */
export function fcPivot(options: AuthOptions = {}): Auth {
  const { prefix = "/auth", errorPath = "/", ...transport } = options;
  const deployments = new WeakMap<Environment, Deployment>();

  async function deployment(environment: Environment): Promise<Deployment> {
    const known = deployments.get(environment);
    if (known) return known;
    load();
    const edge = await Edge.create(environment).catch((thrown: unknown) => {
      throw FcPivotError.from(thrown);
    });
    const made = { edge, cache: new ProviderCache(edge, transport), transport, prefix, errorPath };
    deployments.set(environment, made);
    return made;
  }

  return {
    async handle(request, environment) {
      const url = new URL(request.url);
      if (!url.pathname.startsWith(`${prefix}/`)) return undefined;
      try {
        const route = routeOf(request, url.pathname.slice(prefix.length + 1));
        return await route(await deployment(environment), request, url);
      } catch (thrown) {
        return failed(FcPivotError.from(thrown));
      }
    },

    async session(request, environment) {
      const { edge } = await deployment(environment);
      return readSession(edge, request);
    },

    async check(environment) {
      await deployment(environment);
    },
  };
}

/** The routes of the design. Where a GET uses something up, a HEAD (a link scanner's, say) must not. */
const routes: Record<string, readonly [methods: readonly string[], route: Route]> = {
  login: [["GET"], login],
  callback: [["GET"], callback],
  session: [["GET", "HEAD"], session],
  logout: [["POST"], logout],
  "logged-out": [["GET"], loggedOut],
  "jwks.json": [["GET", "HEAD"], jwks],
  exchange: [["POST"], pageExchange],
};

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

async function session({ edge }: Deployment, request: Request): Promise<Response> {
  const found = readSession(edge, request);
  return found === null ? failure(new FcPivotError("no_session"), 401) : json(JSON.stringify(found));
}

async function logout({ edge, cache, prefix }: Deployment, request: Request, url: URL): Promise<Response> {
  // The local session ends even where the provider cannot be asked where its own ends.
  const provider = await cache.provider().catch(() => undefined);
  const held = cookiesOf(request);
  const { location, cookies } = provider ? edge.logout(provider, url.origin, prefix, held) : edge.logoutHere(url.origin, prefix, held);
  return redirect(location, cookies);
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
  return json(edge.publicKeys(), { "cache-control": "public, max-age=600" });
}

async function pageExchange(deployment: Deployment, request: Request, url: URL): Promise<Response> {
  const body = await readUpTo(request.body, PAGE_REQUEST_BYTES, "request_malformed");
  return json(await exchangeForPage(deployment, body, { origin: url.origin, prefix: deployment.prefix }));
}

function readSession(edge: Edge, request: Request): Session | null {
  try {
    return edge.session(cookiesOf(request)).view();
  } catch (thrown) {
    const error = FcPivotError.from(thrown);
    if (error.code === "no_session") return null;
    throw error;
  }
}

function cookiesOf(request: Request): string {
  return request.headers.get("cookie") ?? "";
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
    default:
      return failure(error, 400);
  }
}
