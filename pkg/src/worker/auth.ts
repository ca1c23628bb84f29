// Sign-in as one object, and the deployment behind it for what is built on it: the gateway.
// Comes in: options that were checked. Goes out: `Auth`, and what finds a deployment. Never: an answer for a path outside the prefix.

import { FcPivotError } from "../shared/errors.js";
import { checkOptions } from "../shared/options.js";
import type { AnySession, Session } from "../shared/session.js";
import { refused, requireSession } from "./admission.js";
import { type Deployments, deployments } from "./deployment.js";
import { DEMAND } from "./expected.js";
import { answer } from "./routes.js";
import { sessionOf, signOutEverywhere } from "./sessions.js";
import type { Environment } from "./settings.js";
import type { Admission, AuthOptions, Demand } from "./shapes.js";
import { Counters } from "./trace.js";

/** Sign-in for an application. Without an environment, the process's own is read: in Node, Bun and Deno. */
export interface Auth {
  /** Answers a request to one of our routes; `undefined` where it is not ours. */
  handle(request: Request, environment?: Environment): Promise<Response | undefined>;
  /**
   * Who is signed in; `null` where nobody is, or where the session is below the level that `FC_ACR` demands today. With ProConnect, ask for
   * `session<AgentSession>(…)`; code for several deployments asks for `AnySession`.
   */
  session<Who extends AnySession = Session>(request: Request, environment?: Environment): Promise<Who | null>;
  /**
   * The session, or the answer to give instead: a person is sent to sign in, a script gets 401, or 403 below `FC_ACR` or the demanded level. Where
   * the store does not answer, the answer says so.
   */
  requireSession<Who extends AnySession = Session>(request: Request, environment?: Environment, demand?: Demand): Promise<Admission<Who> | Response>;
  /** Ends all sessions of a person with this client that were opened until now, in every browser. Needs a store on the server. */
  signOutEverywhere(environment: Environment | undefined, person: { issuer: string; sub: string }): Promise<void>;
  /** How often each step ended how, since this isolate started: `{ "callback:ok": 7, "token:code_rejected": 1 }`. */
  counters(): Record<string, number>;
  /** Ends the connections that it opened: those to Redis, by `SESSION_STORE`. For a process that stops; it opens them again where it is used again. */
  close(): void;
  /** Reads the settings; throws `invalid_settings`, which names the first one that is missing or malformed. */
  check(environment?: Environment): Promise<void>;
}

/** What the options make. */
export interface Parts {
  readonly auth: Auth;
  readonly deployment: Deployments;
}

/** Makes them. The prefix of the routes is `options.prefix`, by default `/auth`. */
export function authOf(options: AuthOptions): Parts {
  const prefix = `${options.prefix ?? "/auth"}/`;
  const name = prefix.slice(prefix.lastIndexOf("/", prefix.length - 2) + 1, -1);
  const counters = new Counters();
  const deployment = deployments(options, counters);

  const auth: Auth = {
    async handle(request, environment) {
      // What has not even this name in its address is none of ours. The host normalises paths, but makes up no such name.
      if (!request.url.includes(name)) return undefined;
      const { pathname } = new URL(request.url);
      return pathname.startsWith(prefix)
        ? answer(request, prefix.slice(0, -1), pathname.slice(prefix.length), () => deployment(environment))
        : undefined;
    },

    async session(request, environment) {
      return JSON.parse((await sessionOf(await deployment(environment), request))?.json ?? "null");
    },

    async requireSession(request, environment, demand = {}) {
      try {
        checkOptions("requireSession()", demand, DEMAND);
        return await requireSession(await deployment(environment), request, demand);
      } catch (thrown) {
        return refused(request, FcPivotError.from(thrown));
      }
    },

    async signOutEverywhere(environment, { issuer, sub }) {
      await signOutEverywhere(await deployment(environment), issuer, sub);
    },

    close: () => deployment.close(),

    counters: () => counters.read(),

    async check(environment) {
      await deployment(environment);
    },
  };
  return { auth, deployment };
}
