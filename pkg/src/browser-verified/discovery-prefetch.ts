// The discovery document, fetched while the Wasm module that asks for it is still loading.
// Comes in: the issuer, and the `fetch` to use. Goes out: a `fetch` for the core's own request, whose answer is on its way already.
// Never: an answer to another request, or to a second one. What is asked, and with which time-out, the core says.

/** Fetches at once, by `own` or the global `fetch`. A failure is thrown when the answer is used. */
export function prefetchDiscovery(issuer: string, own = fetch): typeof fetch {
  const url = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  const end = new AbortController();
  const init: RequestInit = { method: "GET", headers: [["accept", "application/json"]], body: null, redirect: "manual", signal: end.signal };
  let inFlight: Promise<Response> | undefined = (async () => own(url, init))();
  inFlight.catch(() => {});
  return (asked, init) => {
    const answer = inFlight;
    if (asked !== url || answer === undefined) return own(asked, init);
    inFlight = undefined;
    init?.signal?.addEventListener("abort", () => end.abort());
    return answer;
  };
}
