// The page with the three buttons, as the server writes it: links that work before any script has run.
// Comes in: the doors; a failed login, if one led here. Goes out: HTML. Never: a text that a person or an address has given.

import type { FcPivotError } from "fc-pivot";
import { federationButton } from "fc-pivot/dsfr";
import type { Door } from "./doors.ts";

const CONTENT_TYPE = { "content-type": "text/html; charset=utf-8" };

export function page(doors: readonly Door[], failed?: { door: Door; error: FcPivotError }): Response {
  const sections = doors.map((door) => section(door, failed?.door === door ? failed.error : undefined));
  const body = `<main><h1>Vos démarches</h1>${sections.join("")}</main>`;
  return new Response(`<!doctype html><html lang="fr"><meta charset="utf-8"><title>Vos démarches</title>${body}</html>`, { headers: CONTENT_TYPE });
}

function section({ federation, prefix, home }: Door, error: FcPivotError | undefined): string {
  const { classes, login, brand, presentation, about } = federationButton(federation, "fr");
  const link = `<a class="${classes}" href="${prefix}/login?return_to=${encodeURIComponent(home)}">`;
  return `<section><p>${presentation}</p>
<div class="fr-connect-group">${link}<span class="fr-connect__login">${login}</span> <span class="fr-connect__brand">${brand}</span></a>
<p><a href="${about.href}" target="_blank" rel="noopener" title="${about.title}">${about.label}</a></p></div>
${error === undefined ? "" : `<p role="alert" class="fr-error-text">${error.userMessage("fr")}</p>`}</section>`;
}
