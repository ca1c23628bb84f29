// Every way to fail, for tests that look at each.
// Comes in: a code. Goes out: the page's address after a login that failed with it. Never: a code that is not in the catalogue.

import { catalogue } from "../catalogue.js";
import type { ErrorCode } from "../errors.js";

/** All codes of `FcPivotError`. */
export const errorCodes: readonly ErrorCode[] = Object.keys(catalogue) as ErrorCode[];

/** Where the Worker sends a person whose login failed: `/?auth_error=access_denied`. `path` is the Worker's `errorPath`. */
export function errorAddress(code: ErrorCode, path = "/"): string {
  return `${path}${path.includes("?") ? "&" : "?"}auth_error=${code}`;
}
