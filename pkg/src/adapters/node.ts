// `fc-pivot/node`: the Worker as a handler for `node:http`, as middleware for Express, and as hooks for Fastify.
// Comes in: Node's requests, with the settings in the process's environment. Goes out: answers for our routes, and the session on the request.
// Never: an address from a proxy's headers; a look at the body of a request that is not ours; a connection that waits for a body nobody reads.

import type { IncomingMessage, ServerResponse } from "node:http";
import { FcPivotError } from "../shared/errors.js";
import { checkOptions } from "../shared/options.js";
import type { AnySession, Session } from "../shared/session.js";
import { DEMAND } from "../worker/expected.js";
import { type Auth, type AuthOptions, type Demand, type Environment, fcPivot } from "../worker/index.js";
import { errorPage } from "./error-page.js";
import { type FastifyReplyLike, type FastifyRequestLike, answered, callOf, headOf, requestOf } from "./node-calls.js";

export type { AgentSession, AnySession, Session } from "../shared/session.js";
export type { FastifyReplyLike, FastifyRequestLike } from "./node-calls.js";

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

/**
 * Who is signed in, behind `requireSession()`: what `request.fcSession` holds, of either kind. With ProConnect, `sessionOf(request)?.agent` is the
 * agent; `fcSession` has the type of a person's session.
 */
export function sessionOf(request: object): AnySession | undefined {
  return (request as { fcSession?: AnySession }).fcSession;
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
          const admission = await auth.requireSession<AnySession>(headOf(call), environment, demand);
          if (admission instanceof Response) return isErrorPage(call.path) ? undefined : admission;
          (request as { fcSession?: AnySession }).fcSession = admission.session;
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
