// The types of the gateway.
// Comes in: nothing. Goes out: types. Never: code.

import type { AuthOptions } from "../worker/shapes.js";
import type { GatewayDeployment } from "./settings.js";
import type { HeaderList } from "./headers.js";

/** Options of the gateway, beside those of `fcPivot`. */
export interface GatewayOptions extends AuthOptions {
  /** The application's origin, in place of `UPSTREAM`. */
  upstream?: string | undefined;
  /** The rules, in place of `GATEWAY_RULES`. */
  rules?: string | undefined;
}

/** The head of a request, from any host. */
export interface Head {
  readonly method: string;
  /** Path and query as they came, as far as the host tells. */
  readonly target: string;
  readonly headers: HeaderList;
  /** Whether a body comes, be it empty. */
  readonly hasBody: boolean;
  /** A WebSocket is asked for. */
  readonly isSocket: boolean;
}

/** A request that may pass. */
export interface Forward {
  readonly deployment: GatewayDeployment;
  /** Path and query, as they are sent. */
  readonly target: string;
  readonly headers: HeaderList;
  /** Whether a session was demanded. */
  readonly isGuarded: boolean;
  /** `Set-Cookie` lines of a renewed session. */
  readonly cookies: readonly string[];
  /** The refusal that a failure of the upstream becomes, told to whoever deploys. */
  readonly failed: (code: "upstream_unreachable" | "upstream_timeout") => Response;
  /** Whether the session still admits: for a WebSocket, which outlives its request. */
  readonly stillAdmits: () => Promise<boolean>;
}

/** What the guard decides: an answer, a request that may pass, or `"ours"`: the routes answer it. */
export type Decision = Response | Forward | "ours";
