/**
 * The guards that a federation has in front of its OpenID provider: parameters are allowed by list, not by habit.
 *
 * In: the federation's lists (federations/), the parameters of a request, as URLSearchParams. Out: `undefined` to let it pass, or the reason to refuse it.
 * Never: an answer (index.mjs writes it), and no look at a session, a client or a signature: a guard reads names and shapes.
 */
import { isDotted, LOOPBACK } from "./loopback.mjs";

const MIN_TOKEN = 43;
const MIN_SECRET = 32;

/** The rules that all three share: nothing outside the list, nothing twice, everything required. */
function refuseByList(params, { required, optional, mayBeEmpty = [] }) {
  for (const name of new Set(params.keys())) {
    if (!required.includes(name) && !optional.includes(name)) return `${name} is not allowed`;
    // FC+ validates each parameter as one string; a doubled one arrives there as a list.
    if (params.getAll(name).length > 1) return `${name} must be given once`;
  }
  for (const name of required) {
    if (!params.get(name) && !(params.has(name) && mayBeEmpty.includes(name))) return `${name} is required`;
  }
  return undefined;
}

const refuseShort = (params, name, length) =>
  params.get(name).length < length ? `${name} is shorter than ${length} characters` : undefined;

/** Where the federation leaves prompts to its library, `prompts` is `undefined`. */
function refuseByPrompt(params, allowed) {
  if (allowed === undefined || !params.has("prompt")) return undefined;
  const prompts = params.get("prompt").split(" ");
  const good = prompts.every((prompt) => allowed.includes(prompt)) && new Set(prompts).size === prompts.length;
  return good ? undefined : "prompt must be login, consent, or both";
}

/** How many characters a parameter has, where it is there, all of them ASCII. */
function refuseByCharacters(params, bounds) {
  for (const [name, [min, max]] of Object.entries(bounds)) {
    const value = params.get(name);
    if (value === null || value === "") continue;
    if (value.length < min) return `${name} is shorter than ${min} characters`;
    if (value.length > max) return `${name} is longer than ${max} characters`;
    if (max !== Infinity && !/^[\x20-\x7e]*$/.test(value)) return `${name} must be ASCII`;
  }
  return undefined;
}

function refuseByEmail(params, name) {
  if (name === undefined || !params.has(name)) return undefined;
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(params.get(name)) ? undefined : `${name} must be an e-mail address`;
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

export function guardAuthorize(params, { authorize }, { strict = false } = {}) {
  return refuseByList(params, authorize) ?? refuseByCharacters(params, authorize.characters) ?? refuseByEmail(params, authorize.emailIn)
    ?? refuseByPrompt(params, authorize.prompts) ?? refuseByRedirectUri(params, strict);
}

export function guardEndSession(params, { endSession }, method) {
  if (endSession.method !== undefined && endSession.method !== method) return `only ${endSession.method} is allowed`;
  return refuseByList(params, endSession);
}

/** FC+'s access tokens are opaque: a text with a dot or a bracket is none. */
function refuseByToken(params) {
  return /[.()[\]{}<>]/.test(params.get("token")) ? "token is not an access token" : undefined;
}

function refuseBySecret(params) {
  return /^[\x20-\x7e]*$/.test(params.get("client_secret")) ? undefined : "client_secret must be ASCII";
}

export function guardRevocation(params, { revocation }) {
  if (revocation === undefined) return undefined;
  return refuseByList(params, revocation) ?? refuseShort(params, "token", MIN_TOKEN) ?? refuseByToken(params)
    ?? refuseShort(params, "client_secret", MIN_SECRET) ?? refuseBySecret(params);
}
