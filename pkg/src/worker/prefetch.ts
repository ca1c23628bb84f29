// Requests that a browser sends before the person asks (N81): for a link under her pointer, or for an address that she begins to type.
// Comes in: a request. Goes out: whether it is one of them. Never: a guess from anything but the browser's headers.

/** The standard's header, and those of earlier browsers. */
const HEADERS = ["sec-purpose", "purpose", "x-purpose", "x-moz"];

/** Whether the person may never see the answer. */
export function isPrefetch({ headers }: Request): boolean {
  return HEADERS.some((name) => {
    const value = headers.get(name);
    return value !== null && /\b(prefetch|prerender|preview)\b/i.test(value);
  });
}
