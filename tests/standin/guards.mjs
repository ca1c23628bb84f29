/**
 * The three guards that FranceConnect+ has in front of its OpenID provider: parameters are allowed by list, not by habit.
 *
 * In: the parameters of a request, as URLSearchParams. Out: `undefined` to let it pass, or the reason to refuse it.
 * Never: an answer (index.mjs writes it), and no look at a session, a client or a signature: a guard reads names and shapes.
 */
import { SERVED_LEVELS, demandedLevel } from "./profile.mjs";

/** The code on FC+'s error page when `/authorize` is refused. */
export const REFUSAL_CODE = "Y030007";

const MIN_LENGTH = Object.freeze({ state: 22, nonce: 22, token: 43, client_secret: 32 });

const AUTHORIZE = Object.freeze({
  required: ["client_id", "redirect_uri", "scope", "state", "nonce", "acr_values", "response_type"],
  optional: ["prompt", "claims", "idp_hint", "ui_locales"],
});
const END_SESSION = Object.freeze({
  required: ["id_token_hint"],
  optional: ["state", "post_logout_redirect_uri", "client_id", "logout_hint", "ui_locales"],
});
const REVOCATION = Object.freeze({ required: ["token", "client_id", "client_secret"], optional: [] });

const PROMPTS = new Set(["login", "consent"]);

/** The rules that all three share: nothing outside the list, nothing twice, everything required, and long enough. */
function refuseByList(params, { required, optional }, lengths) {
  for (const name of new Set(params.keys())) {
    if (!required.includes(name) && !optional.includes(name)) return `${name} is not allowed`;
    // FC+ validates each parameter as one string; a doubled one arrives there as a list.
    if (params.getAll(name).length > 1) return `${name} must be given once`;
  }
  for (const name of required) {
    if (!params.get(name)) return `${name} is required`;
  }
  for (const name of lengths) {
    if (params.get(name).length < MIN_LENGTH[name]) return `${name} is shorter than ${MIN_LENGTH[name]} characters`;
  }
  return undefined;
}

function refuseByPrompt(params) {
  if (!params.has("prompt")) return undefined;
  const prompts = params.get("prompt").split(" ");
  const allowed = prompts.every((prompt) => PROMPTS.has(prompt)) && new Set(prompts).size === prompts.length;
  return allowed ? undefined : "prompt must be login, consent, or both";
}

function refuseByLevel(params) {
  const level = demandedLevel(params.get("acr_values"));
  return SERVED_LEVELS.includes(level) ? undefined : `acr_values must demand ${SERVED_LEVELS.join(" or ")}`;
}

export function guardAuthorize(params) {
  return refuseByList(params, AUTHORIZE, ["state", "nonce"]) ?? refuseByPrompt(params) ?? refuseByLevel(params);
}

export function guardEndSession(params) {
  return refuseByList(params, END_SESSION, []);
}

export function guardRevocation(params) {
  return refuseByList(params, REVOCATION, ["token", "client_secret"]);
}
