// Whether a request is a person's navigation or a script's call.
// Comes in: a request. Goes out: which of the two. Never: a security decision: the worst that a wrong answer does is a page in place of JSON, or the
// reverse.

/** Whether a person's browser asks for a page (Fetch Metadata; `Accept` in browsers that do not send it). Forms can GET and POST. */
export function isNavigation({ method, headers }: Request): boolean {
  if (!["GET", "HEAD", "POST"].includes(method)) return false;
  const mode = headers.get("sec-fetch-mode");
  return mode === null ? (headers.get("accept") ?? "").includes("text/html") : mode === "navigate";
}

/** Whether the page is for a frame. Providers refuse to be shown in one. */
export function isFramed({ headers }: Request): boolean {
  return /^(i?frame|fencedframe|embed|object)$/.test(headers.get("sec-fetch-dest") ?? "");
}
