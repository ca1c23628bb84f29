// The page that a person sees where the application cannot show the error: without script, picture or font, in French or English.
// Comes in: a failure, and where to try again. Goes out: a page that no cache keeps. Never: a text that is not ours: codes and messages are our
// constants, and an address is escaped.

import type { FcPivotError, Language } from "../shared/errors.js";
import { answer, refusal } from "./answers.js";

/** The page's style, and a policy that allows it by its hash. A test computes the hash. */
const STYLE = "html{background:Canvas;color:CanvasText}body{font:1.125rem/1.5 system-ui,sans-serif;max-width:38rem;margin:3rem auto;padding:0 1rem}";
const POLICY = "default-src 'none'; style-src 'sha256-Tn2PmQ57HKXdyIxlDSaf1DzVNJF/78GVVI2mlcsqjHc='; base-uri 'none'; frame-ancestors 'self'";

const SIGN_IN = {
  fr: { title: "La connexion n’a pas abouti", again: "Réessayer" },
  en: { title: "The sign-in did not succeed", again: "Try again" },
};

const SIGN_OUT = {
  fr: { title: "La déconnexion n’a pas abouti", text: "Votre session est peut-être encore ouverte.", again: "Se déconnecter" },
  en: { title: "The sign-out did not succeed", text: "You may still be signed in.", again: "Sign out" },
};

/** Shows `error`, with a link to `again`, an address of ours. */
export function errorPage(request: Request, error: FcPivotError, again: string): Response {
  const language = languageOf(request);
  const words = SIGN_IN[language];
  // The link leaves a frame: the provider refuses to be shown in one.
  return ofError(language, error, words.title, error.userMessage(language), `<a href="${escaped(again)}" target="_top">${words.again}</a>`);
}

/** Tells a person that she was not signed out, with a button that does it: `action` is the route. */
export function signOutPage(request: Request, error: FcPivotError, action: string): Response {
  const language = languageOf(request);
  const { title, text, again } = SIGN_OUT[language];
  return ofError(language, error, title, text, `<form method="post" action="${escaped(action)}"><button>${again}</button></form>`);
}

function ofError(language: Language, error: FcPivotError, title: string, text: string, control: string): Response {
  const { code, message } = error;
  return show({ language, code, message, title, text, control, ...refusal(error) });
}

/** What a page shows: constants of ours; `control` is HTML. */
export interface Shown {
  readonly language: Language;
  readonly code: string;
  readonly message: string;
  readonly title: string;
  readonly text: string;
  readonly control: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** The page. */
export function show({ language, code, message, title, text, control, status, headers }: Shown): Response {
  const body = `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${STYLE}</style>
<main>
<h1>${title}</h1>
<p>${text}</p>
${control}
<p lang="en"><small>${code}: ${escaped(message)}</small></p>
</main>
</html>
`;
  // `same-origin`: under `no-referrer` a browser would send the form with `Origin: null`, which is refused.
  const own = { "content-type": "text/html; charset=utf-8", "content-security-policy": POLICY, "referrer-policy": "same-origin" };
  return answer(body, { status, headers: { ...headers, ...own } });
}

/** French, unless the person's browser prefers English or does not accept French (RFC 9110 §12.5.4). */
export function languageOf(request: Request): Language {
  const accepted = request.headers.get("accept-language") ?? "";
  const weight = (language: string): number => {
    const range = new RegExp(`(?:^|,)\\s*${language}\\b[^,;]*(?:;\\s*q=([\\d.]+))?`, "i").exec(accepted);
    return range === null ? 0 : Number(range[1] ?? 1);
  };
  const french = weight("fr");
  return accepted !== "" && (french === 0 || weight("en") > french) ? "en" : "fr";
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
