// Whether a request that changes something comes from a page of our own (cross-site request forgery).
// Comes in: a request, our origin. Goes out: nothing, or `origin_refused`. Never: the benefit of the doubt, or a look at what a proxy or
// whoever writes its headers says (`Host`, `Forwarded`, `X-Forwarded-*`).

import { FcPivotError } from "../shared/errors.js";

/** Browsers send `Origin` with every POST, and `Sec-Fetch-Site` with every request: whichever comes must say that it is us. */
export function requireSameOrigin({ headers }: Request, own: string): void {
  const origin = headers.get("origin");
  const site = headers.get("sec-fetch-site");
  const originFits = origin === null || origin === own;
  const siteFits = site === null || site === "same-origin";
  if ((origin === null && site === null) || !originFits || !siteFits) {
    throw new FcPivotError("origin_refused", "behind a proxy, FC_PUBLIC_ORIGIN says what browsers call the service");
  }
}
