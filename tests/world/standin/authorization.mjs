/**
 * An authorization request, between its guard and oidc-provider.
 *
 * In: the request, GET or POST; the federation; whether somebody is signed in there. Out: the reason to refuse it, or the request as the federation
 * hands it on: by GET, with one level where levels have an order, with prompts of its own, and without the library's cookies, so that each request
 * opens an interaction of its own.
 * Never: a look at the client; whether it may ask for all that is settled later.
 */
import { guardAuthorize } from "./guards.mjs";
import { bodyOf, replay } from "./http.mjs";
import { MOUNT, ROUTES, SESSION_COOKIE } from "./profile.mjs";

const FORCED_PROMPT = "login consent";

/** FC+ reads `idp_hint` in a query only. */
const withoutHint = (form) => new URLSearchParams([...form].filter(([name]) => name !== "idp_hint"));

/** What the library gets for a prompt. A word that it does not know is left to it; a silent sign-in is one only where nobody is signed in. */
function promptInstead(prompt, isSignedIn) {
  if (prompt === null) return FORCED_PROMPT;
  if (prompt === "none") return isSignedIn ? FORCED_PROMPT : prompt;
  // `consent` alone costs the ID token its auth_time where a federation leaves it so.
  return prompt.split(" ").every((word) => FORCED_PROMPT.split(" ").includes(word)) ? undefined : prompt;
}

function handedOn(params, { levels, guards }, isSignedIn) {
  const prompt = params.get("prompt");
  const query = new URLSearchParams(params);
  const level = levels.handedOn(levels.demandedBy(Object.fromEntries(params)));
  if (level !== undefined) query.set("acr_values", level);
  const own = guards.authorize.prompts === undefined;
  query.set("prompt", promptInstead(prompt, isSignedIn) ?? (own && prompt === "consent" ? prompt : FORCED_PROMPT));
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
export async function authorizationRequest({ federation, sessions, strict }, query, request, response) {
  const posted = request.method === "POST";
  const params = posted ? new URLSearchParams((await bodyOf(request)).toString("utf8")) : query;
  const reason = guardAuthorize(params, federation.guards, { strict });
  if (reason) return { reason };
  const passed = replay(request, Buffer.alloc(0));
  passed.method = "GET";
  passed.url = handedOn(posted ? withoutHint(params) : params, federation, (await sessions.of(request)) !== undefined);
  const { cookie: _, "content-length": __, "content-type": ___, ...headers } = request.headers;
  passed.headers = headers;
  forgetSession(response);
  return { passed };
}
