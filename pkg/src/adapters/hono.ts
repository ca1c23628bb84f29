// `fc-pivot/hono`: the Worker as middleware for Hono.
// Comes in: Hono's contexts, whose `env` has the settings, or else the process's environment. Goes out: answers for our routes, and the session as
// a typed variable. Never: Hono itself, which is the application's; only its types are used here.

import type { MiddlewareHandler } from "hono";
import { checkOptions } from "../shared/options.js";
import type { AnySession, Session } from "../shared/session.js";
import { DEMAND } from "../worker/expected.js";
import { type Auth, type AuthOptions, type Demand, type Environment, fcPivot } from "../worker/index.js";
import { errorPage } from "./error-page.js";

/** Options of `fcPivot`, and the settings where they are neither in the context's `env` nor in the process's environment. */
export interface HonoOptions extends AuthOptions {
  environment?: Environment | undefined;
}

/** Sign-in for a Hono application. */
export interface HonoAuth {
  /** Answers our routes and leaves all others alone: `app.use(auth.routes())`. */
  routes(): MiddlewareHandler;
  /**
   * Lets people with a session in, and gives it as `c.var.session`. Others are sent to sign in, or get an error. The page that `errorPath`
   * names, where it is not `/`, is served to all; `c.var.session` is missing for people without a session. With ProConnect, ask for
   * `requireSession<AgentSession>(…)`; code for several deployments asks for `AnySession`.
   */
  requireSession<Who extends AnySession = Session>(demand?: Demand): MiddlewareHandler<{ Variables: { session: Who } }>;
  /** The rest of what `fc-pivot/worker` offers. */
  readonly auth: Auth;
}

/** Sign-in through FranceConnect+, or any OpenID provider, for a Hono application. */
export function fcPivotHono({ environment, ...options }: HonoOptions = {}): HonoAuth {
  const auth = fcPivot(options);
  const settings = (own: unknown): Environment | undefined => environment ?? (holdsSettings(own) ? own : undefined);
  const isErrorPage = errorPage(options.errorPath);
  return {
    auth,

    routes: () => async (context, next) => {
      const answer = await auth.handle(context.req.raw, settings(context.env));
      if (answer !== undefined) return answer;
      await next();
    },

    requireSession: <Who extends AnySession = Session>(demand: Demand = {}): MiddlewareHandler<{ Variables: { session: Who } }> => {
      checkOptions("requireSession()", demand, DEMAND);
      return async (context, next) => {
        const admission = await auth.requireSession<Who>(context.req.raw, settings(context.env), demand);
        if (admission instanceof Response) {
          if (!isErrorPage(new URL(context.req.url).pathname)) return admission;
          await next();
          return undefined;
        }
        context.set("session", admission.session);
        await next();
        context.res = admission.renew(context.res);
        return undefined;
      };
    },
  };
}

/**
 * Whether a context's `env` holds the settings, of which this one must always be there. On Node, Bun and Deno it holds the connection, the
 * server or the peer instead.
 */
function holdsSettings(own: unknown): own is Environment {
  return typeof own === "object" && own !== null && "FC_CLIENT_ID" in own;
}
