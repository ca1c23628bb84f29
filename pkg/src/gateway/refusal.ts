// What the gateway refuses or cannot do by itself: codes, and what a person is told.
// Comes in: a code, the request. Goes out: a page for a person, JSON for a script. Never: a text that is not ours.

import type { FcPivotError, Language } from "../shared/errors.js";
import { RETRY_AFTER_SECONDS } from "../shared/limits.js";
import { json, refusal } from "../worker/answers.js";
import { languageOf, show } from "../worker/error-page.js";
import { isNavigation } from "../worker/navigation.js";
import type { GatewayCode } from "../worker/trace.js";

interface Kind {
  readonly status: number;
  /** English, for developers. */
  readonly message: string;
  readonly retryable: boolean;
  readonly words: Readonly<Record<Language, { readonly title: string; readonly text: string }>>;
}

const REQUEST = {
  fr: { title: "Cette demande ne peut pas être traitée", text: "L’adresse ou la demande n’est pas valable. Revenez à la page précédente." },
  en: { title: "This request cannot be served", text: "The address or the request is not valid. Go back to the page before." },
};

const SERVICE = {
  fr: { title: "Le service ne répond pas", text: "Le service est momentanément indisponible. Réessayez dans quelques minutes." },
  en: { title: "The service does not answer", text: "The service is not available at the moment. Try again in a few minutes." },
};

const KINDS: Readonly<Record<GatewayCode, Kind>> = {
  path_refused: { status: 400, message: "the path could be read in more than one way", retryable: false, words: REQUEST },
  request_refused: { status: 400, message: "the request could be read in more than one way", retryable: false, words: REQUEST },
  method_refused: { status: 501, message: "the method is not passed on", retryable: false, words: REQUEST },
  identity_too_large: { status: 500, message: "the identity does not fit into a header", retryable: false, words: SERVICE },
  upstream_unreachable: { status: 502, message: "the upstream cannot be reached", retryable: true, words: SERVICE },
  upstream_timeout: { status: 504, message: "the upstream did not answer in time", retryable: true, words: SERVICE },
};

const AGAIN = { fr: "Réessayer", en: "Try again" };

/** The answer to a request that is refused for `code`. */
export function refuse(request: Request, code: GatewayCode): Response {
  const { status, message, retryable, words } = KINDS[code];
  const headers: Record<string, string> = retryable ? { "retry-after": String(RETRY_AFTER_SECONDS) } : {};
  if (!isNavigation(request)) return json(JSON.stringify({ error: { code, message, retryable } }), { status, headers });
  const language = languageOf(request);
  const control = retryable ? `<a href="">${AGAIN[language]}</a>` : "";
  return show({ language, code, message, ...words[language], control, status, headers });
}

/** The answer to a script that lacks a session, or a level: the error, with the address that signs in. */
export function refuseWithLogin(error: FcPivotError, login: string): Response {
  const { code, message, retryable } = error;
  return json(JSON.stringify({ error: { code, message, retryable, login } }), refusal(error));
}
