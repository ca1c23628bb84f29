// The discovery document, asked for while the module that is to ask for it is still on its way.
// Comes in: the issuer, and the `fetch` to use. Goes out: a `fetch` for the core's own request, which finds its answer coming already.
// Never: an answer to another request than that one, or to a second one: what is asked, and for how long, the core still says.

/** Asks ahead, by `own` or else the global `fetch`. Nothing is thrown until the answer is wanted. */
export function askedAhead(issuer: string, own = fetch): typeof fetch {
  const url = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  const end = new AbortController();
  const init: RequestInit = { method: "GET", headers: [["accept", "application/json"]], body: null, redirect: "manual", signal: end.signal };
  let coming: Promise<Response> | undefined = (async () => own(url, init))();
  coming.catch(() => {});
  return (asked, init) => {
    const answer = coming;
    if (asked !== url || answer === undefined) return own(asked, init);
    coming = undefined;
    init?.signal?.addEventListener("abort", () => end.abort());
    return answer;
  };
}
