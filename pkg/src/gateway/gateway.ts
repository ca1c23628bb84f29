// The gateway: guard, routes, forwarding, put together.
// Comes in: options, then requests. Goes out: answers; for the adapter of a host that forwards by itself, decisions. Never: a request that passes
// unguarded for want of a rule.

import { FcPivotError } from "../shared/errors.js";
import { KEY_SET_SECONDS } from "../shared/limits.js";
import { checkOptions } from "../shared/options.js";
import { refused } from "../worker/admission.js";
import { answer, failure, json } from "../worker/answers.js";
import { type Auth, authOf } from "../worker/auth.js";
import { AUTH_OPTIONS } from "../worker/expected.js";
import type { Environment } from "../worker/settings.js";
import { check } from "./check.js";
import { asksForSocket, forwarded } from "./forward.js";
import { decide } from "./guard.js";
import type { Signing } from "./keys.js";
import { gatewayDeployments } from "./settings.js";
import type { Decision, GatewayOptions, Head } from "./shapes.js";
import { writtenTarget } from "./target.js";

/** A gateway. Without an environment, the process's own is read: in Node, Deno and Bun. */
export interface Gateway {
  /** Answers a request: by our routes, by the upstream, or by a refusal. */
  handle(request: Request, environment?: Environment): Promise<Response>;
  /** Reads the settings; throws `invalid_settings`, which names the first one that is missing or malformed. */
  check(environment?: Environment): Promise<void>;
  /** What `fc-pivot/worker` offers. */
  readonly auth: Auth;
  /** Ends the connections that it opened, as `auth.close()` does. */
  close(): void;
}

/** A gateway whose decisions a host carries out itself. */
export interface DecidingGateway extends Gateway {
  /** Decides on a request without forwarding it. */
  decide(head: Head, environment: Environment | undefined, keepsSocket: boolean): Promise<Decision>;
}

/** The routes that the gateway adds. */
const OWN = ["check", "gateway-jwks.json", "health"];

const A_TEXT = [(value: unknown) => typeof value === "string", "a text"] as const;

/** Makes it. `signing`: the host's own way to sign, where it has a faster one than WebCrypto. */
export function decidingGateway(options: GatewayOptions, signing?: Signing): DecidingGateway {
  checkOptions("fcGateway()", options, { ...AUTH_OPTIONS, upstream: A_TEXT, rules: A_TEXT });
  const { auth, deployment } = authOf(options);
  const prefix = options.prefix ?? "/auth";
  const deployed = gatewayDeployments(options, deployment, signing);

  const own = async (request: Request, environment: Environment | undefined): Promise<Response | undefined> => {
    const { pathname } = new URL(request.url);
    const name = pathname.slice(prefix.length + 1);
    if (!OWN.includes(name)) return undefined;
    if (!["GET", "HEAD"].includes(request.method)) {
      const response = failure(new FcPivotError("method_not_allowed"));
      response.headers.set("allow", "GET, HEAD");
      return response;
    }
    const gateway = await deployed(environment);
    if (name === "check") return check(gateway, request);
    if (name === "health") return answer(null, { status: 204 });
    return json(gateway.keys.published, { headers: { "cache-control": `public, max-age=${KEY_SET_SECONDS}` } });
  };

  const routes = async (request: Request, environment: Environment | undefined): Promise<Response> => {
    const answered = (await own(request, environment)) ?? (await auth.handle(request, environment));
    return answered ?? failure(new FcPivotError("not_found"));
  };

  return {
    auth,
    close: () => auth.close(),
    async check(environment) {
      await deployed(environment);
    },
    decide: (head, environment, keepsSocket) => decide(() => deployed(environment), head, keepsSocket),
    async handle(request, environment) {
      try {
        const decision = await decide(() => deployed(environment), headOf(request));
        if (decision === "ours") return await routes(request, environment);
        return decision instanceof Response ? decision : await forwarded(decision, request);
      } catch (thrown) {
        return refused(request, FcPivotError.from(thrown));
      }
    },
  };
}

function headOf(request: Request): Head {
  const { method, headers } = request;
  return {
    method,
    target: writtenTarget(request.url),
    headers: [...headers],
    hasBody: request.body !== null && headers.get("content-length") !== "0",
    isSocket: asksForSocket(request),
  };
}
