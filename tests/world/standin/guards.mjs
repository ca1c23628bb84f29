/**
 * The guards that FranceConnect+ has in front of its OpenID provider: parameters are allowed by list, not by habit.
 *
 * In: the parameters of a request, as URLSearchParams. Out: `undefined` to let it pass, or the reason to refuse it.
 * Never: an answer (index.mjs writes it), and no look at a session, a client or a signature: a guard reads names and shapes.
 */
import { isDotted, LOOPBACK } from "./loopback.mjs";

const MIN_NONCE = 22;
const MIN_TOKEN = 43;
const MIN_SECRET = 32;

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

/** The rules that all three share: nothing outside the list, nothing twice, everything required. */
function refuseByList(params, { required, optional }) {
  for (const name of new Set(params.keys())) {
    if (!required.includes(name) && !optional.includes(name)) return `${name} is not allowed`;
    // FC+ validates each parameter as one string; a doubled one arrives there as a list.
    if (params.getAll(name).length > 1) return `${name} must be given once`;
  }
  for (const name of required) {
    if (!params.get(name)) return `${name} is required`;
  }
  return undefined;
}

const refuseShort = (params, name, length) =>
  params.get(name).length < length ? `${name} is shorter than ${length} characters` : undefined;

function refuseByPrompt(params) {
  if (!params.has("prompt")) return undefined;
  const prompts = params.get("prompt").split(" ");
  const allowed = prompts.every((prompt) => PROMPTS.has(prompt)) && new Set(prompts).size === prompts.length;
  return allowed ? undefined : "prompt must be login, consent, or both";
}

/** https and a host with a dot. Off FC+, tests run on the loopback: `strict` refuses it there too. */
function refuseByRedirectUri(params, strict) {
  const uri = parsed(params.get("redirect_uri"));
  if (uri !== undefined && uri.protocol === "https:" && isDotted(uri.hostname)) return undefined;
  if (uri !== undefined && !strict && LOOPBACK.has(uri.hostname)) return undefined;
  return "redirect_uri must be https, on a host with a dot";
}

function parsed(text) {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

export function guardAuthorize(params, { strict = false } = {}) {
  return refuseByList(params, AUTHORIZE) ?? refuseShort(params, "nonce", MIN_NONCE) ?? refuseByPrompt(params) ?? refuseByRedirectUri(params, strict);
}

export function guardEndSession(params) {
  return refuseByList(params, END_SESSION);
}

/** FC+'s access tokens are opaque: a text with a dot or a bracket is none. */
function refuseByToken(params) {
  return /[.()[\]{}<>]/.test(params.get("token")) ? "token is not an access token" : undefined;
}

function refuseBySecret(params) {
  return /^[\x20-\x7e]*$/.test(params.get("client_secret")) ? undefined : "client_secret must be ASCII";
}

export function guardRevocation(params) {
  return refuseByList(params, REVOCATION) ?? refuseShort(params, "token", MIN_TOKEN) ?? refuseByToken(params)
    ?? refuseShort(params, "client_secret", MIN_SECRET) ?? refuseBySecret(params);
}
