/**
 * What happened at the stand-in, for tests to count and to explain failures.
 *
 * In: requests, and the events of oidc-provider. Out: entries `{ method, route, parameters, status, error?, detail? }`,
 * where `parameters` are names and `error` is an OAuth code.
 * Never: a parameter's value, a token, a claim: only names and the library's own words.
 */

const ERROR_EVENTS = [
  "authorization.error", "grant.error", "userinfo.error", "jwks.error", "discovery.error", "revocation.error",
  "end_session.error", "end_session_confirm.error", "server_error",
];

/** A path with an identifier in it says no more than its shape. */
const shape = (route) => route.replace(/^\/(authorize|interaction)\/[^/]+$/, "/$1/:uid");

export function createLog() {
  const entries = [];
  const byResponse = new WeakMap();

  return {
    entries,

    note(request, response, route, query) {
      const entry = { method: request.method, route: shape(route), parameters: [...query.keys()], status: undefined };
      entries.push(entry);
      byResponse.set(response, entry);
      response.on("close", () => { entry.status = response.statusCode; });
    },

    listenTo(provider) {
      for (const event of ERROR_EVENTS) {
        provider.on(event, (ctx, error) => {
          const entry = byResponse.get(ctx.res);
          if (entry) Object.assign(entry, { error: error.error ?? "server_error", detail: error.error_detail ?? error.message });
        });
      }
    },

    /** A failure of the stand-in itself. */
    fault(error) {
      entries.push({ method: undefined, route: undefined, parameters: [], status: 500, error: "fault", detail: error.message });
    },
  };
}
