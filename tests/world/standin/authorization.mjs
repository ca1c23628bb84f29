/**
 * An authorization request, between its guard and oidc-provider.
 *
 * In: the request, GET or POST. Out: the reason to refuse it, or the request as FranceConnect+ hands it on: by GET, with one level, with
 * prompts of FC+'s own, and without the library's cookies, so that each request opens an interaction of its own.
 * Never: a look at the client; whether it may ask for all that is settled later.
 */
import { guardAuthorize } from "./guards.mjs";
import { bodyOf, replay } from "./http.mjs";
import { MOUNT, ROUTES, SESSION_COOKIE, demandedLevel } from "./profile.mjs";

const FORCED_PROMPT = "login consent";

/** FC+ reads `idp_hint` in a query only. */
const withoutHint = (form) => new URLSearchParams([...form].filter(([name]) => name !== "idp_hint"));

function handedOn(params) {
  const prompt = params.get("prompt");
  const query = new URLSearchParams(params);
  query.set("acr_values", demandedLevel(params.get("acr_values")));
  query.set("prompt", FORCED_PROMPT);
  if (prompt !== null) query.set("standin_prompt", prompt);
  return `${MOUNT}${ROUTES.authorization}?${query}`;
}

/** oidc-provider's own session and its signature: forgotten at each request, since FC+ keeps one of its own (sessions.mjs). */
function forgetSession(response) {
  for (const name of [SESSION_COOKIE, `${SESSION_COOKIE}.sig`]) {
    response.appendHeader("set-cookie", `${name}=; Path=${MOUNT}; Max-Age=0; HttpOnly; SameSite=Lax`);
  }
}

/** → `{ reason }` or `{ passed }` */
export async function authorizationRequest(query, request, response, strict) {
  const posted = request.method === "POST";
  const params = posted ? new URLSearchParams((await bodyOf(request)).toString("utf8")) : query;
  const reason = guardAuthorize(params, { strict });
  if (reason) return { reason };
  const passed = replay(request, Buffer.alloc(0));
  passed.method = "GET";
  passed.url = handedOn(posted ? withoutHint(params) : params);
  const { cookie: _, "content-length": __, "content-type": ___, ...headers } = request.headers;
  passed.headers = headers;
  forgetSession(response);
  return { passed };
}
