// The address that a person is sent to when her login has failed.
// Comes in: the page's path, a code, where she wanted to go. Goes out: the path with both in it. Never: a text that is not ours.

import type { ErrorCode } from "./errors.js";

/** The error's code, as `takeError` reads it. */
export const ERROR = "auth_error";

/** Where she wanted to go, unless it was `/`: "try again" leads there. */
export const RETURN_TO = "auth_return_to";

/**
 * Where the Worker sends a person whose login failed: `/?auth_error=access_denied`, with `auth_return_to` where she wanted to go elsewhere
 * than to `/`. `path` is the Worker's `errorPath`.
 */
export function errorAddress(code: ErrorCode, path = "/", returnTo = "/"): string {
  const address = `${path}${path.includes("?") ? "&" : "?"}${ERROR}=${code}`;
  return returnTo === "/" ? address : `${address}&${RETURN_TO}=${encodeURIComponent(returnTo)}`;
}
