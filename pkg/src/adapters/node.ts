// `fc-pivot/node`: the Worker as a handler for `node:http`, as middleware for Express, and as hooks for Fastify.
// Comes in: Node's requests, with the settings in the process's environment. Goes out: answers for our routes, and the session on the request.
// Never: an address from a proxy's headers; a look at the body of a request that is not ours; a connection that waits for a body nobody reads.

import type { IncomingMessage, ServerResponse } from "node:http";
// Node's requests as the web's and back, with backpressure and disconnects: the host's work, which it is kept for.
import { createHeaders, createRequest, sendResponse } from "@remix-run/node-fetch-server";
import { FcPivotError } from "../shared/errors.js";
import { UNREAD_BYTES, UNREAD_MILLISECONDS } from "../shared/limits.js";
import { checkOptions } from "../shared/options.js";
import type { Session } from "../shared/session.js";
import { failure } from "../worker/answers.js";
import { DEMAND } from "../worker/expected.js";
import { type Auth, type AuthOptions, type Demand, type Environment, fcPivot } from "../worker/index.js";
import { errorPage } from "./error-page.js";

export type { Session } from "../shared/session.js";

declare global {
  namespace Express {
    interface Request {
      /** Who is signed in. There behind `requireSession()`, but for the page that `errorPath` names. */
      fcSession?: Session;
    }
  }
}

/** Options of `fcPivot`, and the settings where they are not in the process's environment. */
export interface NodeOptions extends AuthOptions {
  environment?: Environment | undefined;
}

/** A request of Fastify's, as far as it is used here. */
export interface FastifyRequestLike {
  readonly raw: IncomingMessage;
}

/** A reply of Fastify's, as far as it is used here. */
export interface FastifyReplyLike {
  readonly raw: ServerResponse;
  /** Adds a header. One that is called `set-cookie` is added to those that are there. */
  header(name: string, value: string): unknown;
  /** Sends status, headers and body of a `Response`. */
  send(payload: Response): unknown;
}

/** Middleware of Express and of `node:http`; an `onRequest` hook of Fastify. */
export type NodeMiddleware = (
  request: IncomingMessage | FastifyRequestLike,
  response: ServerResponse | FastifyReplyLike,
  next: (error?: Error) => void,
) => void;

/** Sign-in for an application on `node:http`, Express 5 or Fastify 5. */
export interface NodeAuth {
  /**
   * Answers our routes and leaves all others alone: `app.use(auth.routes())` before what reads bodies, `fastify.addHook("onRequest",
   * auth.routes())`.
   */
  routes(): NodeMiddleware;
  /**
   * Lets people with a session in, and gives it as `request.fcSession`. Others are sent to sign in, or get an error. The page that `errorPath`
   * names, where it is not `/`, is served to all; `fcSession` is missing for people without a session. A renewed session's cookies are added to
   * the answer: add yours with `appendHeader`, `res.cookie` or `reply.header`, since `setHeader("set-cookie", …)` would take their place.
   */
  requireSession(demand?: Demand): NodeMiddleware;
  /** For `http.createServer`: answers our routes, and gives all other requests to the application. */
  handler(application: (request: IncomingMessage, response: ServerResponse) => void): (request: IncomingMessage, response: ServerResponse) => void;
  /** The rest of what `fc-pivot/worker` offers. `auth.close()` ends its connections to Redis when the process stops. */
  readonly auth: Auth;
}

/** Sign-in through FranceConnect+, or any OpenID provider, for an application in Node. */
export function fcPivotNode({ environment, ...options }: NodeOptions = {}): NodeAuth {
  const auth = fcPivot(options);
  const prefix = `${options.prefix ?? "/auth"}/`;
  const isErrorPage = errorPage(options.errorPath);

  const routes: NodeMiddleware = (request, response, next) => {
    const call = callOf(request, response);
    if (!call.path.startsWith(prefix)) {
      next();
      return;
    }
    void answered(call, next, async () => {
      if (call.incoming.readableDidRead && call.path === `${prefix}exchange`) {
        throw new FcPivotError("request_malformed", "routes() must stand before what reads bodies");
      }
      const asked = requestOf(call);
      const answer = await auth.handle(asked, environment);
      // What nobody has read of its body is no longer kept for a reader.
      if (asked.body?.locked === false) await asked.body.cancel();
      return answer;
    });
  };

  return {
    auth,

    routes: () => routes,

    requireSession: (demand = {}) => {
      checkOptions("requireSession()", demand, DEMAND);
      return (request, response, next) => {
        const call = callOf(request, response);
        void answered(call, next, async () => {
          const admission = await auth.requireSession(headOf(call), environment, demand);
          if (admission instanceof Response) return isErrorPage(call.path) ? undefined : admission;
          (request as { fcSession?: Session }).fcSession = admission.session;
          for (const line of admission.renew(new Response()).headers.getSetCookie()) call.addCookie(line);
          return undefined;
        });
      };
    },

    handler: (application) => (incoming, outgoing) => {
      routes(incoming, outgoing, (error) => {
        if (error === undefined) application(incoming, outgoing);
        else outgoing.destroy(error);
      });
    },
  };
}

/** A request and its answer, whatever framework they come from. */
interface Call {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  /** Path and query as the client wrote them, whatever a router has cut off since. */
  readonly target: string;
  /** The path of it. It is not normalised: a router that does not do so either would take `/a/../b` for another path than `/b`. */
  readonly path: string;
  readonly addCookie: (line: string) => void;
  readonly send: (answer: Response) => unknown;
}

function callOf(request: IncomingMessage | FastifyRequestLike, response: ServerResponse | FastifyReplyLike): Call {
  const incoming = "raw" in request ? request.raw : request;
  const { originalUrl, url = "" } = incoming as IncomingMessage & { originalUrl?: string };
  const target = originalUrl ?? url;
  const [path = ""] = target.split("?", 1);
  if ("raw" in response) {
    return {
      incoming,
      outgoing: response.raw,
      target,
      path,
      addCookie: (line) => response.header("set-cookie", line),
      send: (answer) => response.send(answer),
    };
  }
  const addCookie = (line: string) => response.appendHeader("set-cookie", line);
  return { incoming, outgoing: response, target, path, addCookie, send: (answer) => sendResponse(response, answer) };
}

/** Sends the answer that `act` gives; `undefined` leaves the request to the next. */
async function answered(call: Call, next: (error?: Error) => void, act: () => Promise<Response | undefined>): Promise<void> {
  try {
    const answer = await act().catch((thrown: unknown) => failure(FcPivotError.from(thrown)));
    // Whoever asked may have left meanwhile.
    if (call.outgoing.destroyed) return;
    if (answer === undefined) {
      next();
      return;
    }
    await leaveBody(call);
    await call.send(answer);
  } catch (thrown) {
    next(thrown instanceof Error ? thrown : new FcPivotError("internal"));
  }
}

/** Hosts and ports as a browser sends them. Anything else would become part of the path where an address is put together. */
const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d+)?$/i;

/** The address of a request: of its connection, its `Host` and its target, which is never one of another host's (RFC 9112 §3.2.2). */
function addressOf({ incoming, target }: Call): URL {
  const { host = "localhost" } = incoming.headers as { host?: string };
  if (!HOST.test(host) || !target.startsWith("/")) throw new FcPivotError("request_malformed");
  const { encrypted } = (incoming as { socket?: { encrypted?: boolean } }).socket ?? {};
  return new URL(`${encrypted ? "https" : "http"}://${host}${target}`);
}

/** The request without its body, which is left for the application. */
function headOf(call: Call): Request {
  const { incoming } = call;
  return new Request(addressOf(call), { method: incoming.method ?? "GET", headers: createHeaders(incoming) });
}

/** The whole request. Where somebody has read its body, there is none left. */
function requestOf(call: Call): Request {
  const { incoming, outgoing, target } = call;
  if (incoming.readableDidRead) return headOf(call);
  const address = addressOf(call);
  const request = createRequest(incoming, outgoing);
  return incoming.url === target ? request : new Request(address, request);
}

/**
 * Reads what has not come yet of a request that is answered now, and throws it away, so that its sender reads the answer. Beyond the limits the
 * connection ends with the answer.
 */
async function leaveBody({ incoming, outgoing }: Call): Promise<void> {
  if (!incoming.complete) await discarded(incoming);
  if (!incoming.complete) outgoing.shouldKeepAlive = false;
}

function discarded(incoming: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    let left = UNREAD_BYTES;
    const end = (): void => {
      clearTimeout(timer);
      incoming.off("data", count).off("end", end).off("close", end).pause();
      resolve();
    };
    const count = (chunk: Uint8Array): void => {
      left -= chunk.byteLength;
      if (left < 0) end();
    };
    const timer = setTimeout(end, UNREAD_MILLISECONDS);
    incoming.on("data", count).on("end", end).on("close", end).resume();
  });
}
