// Whether a request that changes something comes from a page of our own (cross-site request forgery).
// Comes in: a request. Goes out: nothing, or `origin_refused`. Never: the benefit of the doubt.

import { FcPivotError } from "../errors.js";

/** Browsers send `Origin` with every POST, and `Sec-Fetch-Site` with every request: whichever comes must say that it is us. */
export function requireSameOrigin(request: Request): void {
  const origin = request.headers.get("origin");
  const site = request.headers.get("sec-fetch-site");
  const originFits = origin === null || origin === new URL(request.url).origin;
  const siteFits = site === null || site === "same-origin";
  if ((origin === null && site === null) || !originFits || !siteFits) throw new FcPivotError("origin_refused");
}
