// Where a person arrives whose login failed.
// Comes in: the page's path, a code. Goes out: the path with the code in it, as `takeError` reads it. Never: anything but a code of ours.

import type { ErrorCode } from "./errors.js";

/** Where the Worker sends a person whose login failed: `/?auth_error=access_denied`. `path` is the Worker's `errorPath`. */
export function errorAddress(code: ErrorCode, path = "/"): string {
  return `${path}${path.includes("?") ? "&" : "?"}auth_error=${code}`;
}
