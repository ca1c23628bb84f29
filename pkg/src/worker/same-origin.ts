// Whether a request that changes something comes from a page of our own (cross-site request forgery).
// Comes in: a request, our origin. Goes out: nothing, or `origin_refused`. Never: a request that says neither; a header that anybody can write
// (`Host`, `Forwarded`, `X-Forwarded-*`).

import { FcPivotError } from "../shared/errors.js";

/** Browsers send `Origin` with every POST, and `Sec-Fetch-Site` with every request. At least one must be there, and each must name our origin. */
export function requireSameOrigin({ headers }: Request, own: string): void {
  const origin = headers.get("origin");
  const site = headers.get("sec-fetch-site");
  const originFits = origin === null || origin === own;
  const siteFits = site === null || site === "same-origin";
  if ((origin === null && site === null) || !originFits || !siteFits) {
    throw new FcPivotError("origin_refused", "behind a proxy, FC_PUBLIC_ORIGIN says what browsers call the service");
  }
}
