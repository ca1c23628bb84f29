/**
 * The HTML that a person meets: choice of a test person, logout, errors. French, no JavaScript needed, no asset fetched.
 *
 * In: plain data. Out: a page as text. Never: a value that was not escaped.
 *
 * Tests find their way by `data-person="ID"`, `data-cancel`, `data-idp-hint`, `data-acr`, `data-error-code`.
 */

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
export const escapeHtml = (text) => String(text).replace(/[&<>"']/g, (character) => ENTITIES[character]);

const STYLE = `
  body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #161616 }
  ul { list-style: none; padding: 0 } li { margin: .5rem 0 }
  button { font: inherit; width: 100%; text-align: left; padding: .6rem 1rem; border: 1px solid #000091; background: #fff; cursor: pointer }
  button:focus-visible { outline: 3px solid #0a76f6; outline-offset: 2px }
  small { color: #3a3a3a }`;

const document = (title, body) => `<!doctype html>
<html lang="fr">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body><main>
${body}
</main></body>
</html>
`;

function personButton({ id, label, level }) {
  const name = escapeHtml(id);
  return `<li><button type="submit" name="person" value="${name}" data-person="${name}">
${escapeHtml(label)} <small>(${name}, ${escapeHtml(level)})</small></button></li>`;
}

export function choicePage({ action, clientName, demanded, idpHint, persons }) {
  const hint = idpHint === undefined
    ? ""
    : `<p>Fournisseur d'identité suggéré : <strong data-idp-hint="${escapeHtml(idpHint)}">${escapeHtml(idpHint)}</strong></p>`;
  return document("Choisir une identité de test", `<h1>Choisir une identité de test</h1>
<p>Simulateur de FranceConnect+ : aucune de ces personnes n'existe.</p>
<p>Service : <strong>${escapeHtml(clientName)}</strong>, niveau demandé : <strong data-acr="${escapeHtml(demanded)}">${escapeHtml(demanded)}</strong></p>
${hint}
<form method="post" action="${escapeHtml(action)}">
<ul>
${persons.map(personButton).join("\n")}
</ul>
<button type="submit" name="cancel" value="1" data-cancel>Annuler et revenir au service</button>
</form>`);
}

/** `form` is oidc-provider's, with its anti-forgery value. It sends itself; without JavaScript, one button sends it. */
export function logoutPage(form) {
  return document("Déconnexion", `<h1>Déconnexion</h1>
${form}
<button type="submit" form="op.logoutForm" name="logout" value="yes" data-logout>Continuer</button>
<script>document.querySelector("[data-logout]").click()</script>`);
}

export function errorPage(code, description) {
  return document("Erreur", `<h1>Une erreur est survenue</h1>
<p>Code : <strong data-error-code="${escapeHtml(code)}">${escapeHtml(code)}</strong></p>
<p>${escapeHtml(description ?? "")}</p>`);
}
