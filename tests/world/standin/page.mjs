/**
 * The HTML that a person meets: choice of a test person, information, logout, errors. French, no JavaScript needed, no asset fetched.
 *
 * In: plain data. Out: a page as text. Never: a value that was not escaped.
 *
 * Tests find their way by `data-person="ID"`, `data-cancel`, `data-continue`, `data-failed-attempt`, `data-dead-end="ID"`, `data-back`,
 * `data-idp-hint`, `data-acr`, `data-error-code`, `data-signed-out`.
 */

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
export const escapeHtml = (text) => String(text).replace(/[&<>"']/g, (character) => ENTITIES[character]);

const STYLE = `
  body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #161616 }
  ul { list-style: none; padding: 0 } li { margin: .5rem 0 }
  button { font: inherit; width: 100%; text-align: left; padding: .6rem 1rem; border: 1px solid #000091; background: #fff; cursor: pointer }
  button:focus-visible { outline: 3px solid #0a76f6; outline-offset: 2px }
  h2 { font-size: 1.1rem; margin-top: 2rem }
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

const simulated = ({ title }) => `<p>Simulateur de ${escapeHtml(title)} : aucune de ces personnes n'existe.</p>`;

const asked = ({ clientName, demanded }) =>
  `<p>Service : <strong>${escapeHtml(clientName)}</strong>, niveau demandé : <strong data-acr="${escapeHtml(demanded)}">${escapeHtml(demanded)}</strong></p>`;

function personButton({ id, label, level }) {
  const name = escapeHtml(id);
  return `<li><button type="submit" name="person" value="${name}" data-person="${name}">
${escapeHtml(label)} <small>(${name}, ${escapeHtml(level)})</small></button></li>`;
}

const personList = (persons) => `<ul>
${persons.map(personButton).join("\n")}
</ul>`;

const cancelButton = ({ clientName }) =>
  `<button type="submit" name="cancel" value="1" data-cancel>Revenir sur ${escapeHtml(clientName)}</button>`;

function deadEndButton({ id, text, code }) {
  const name = escapeHtml(id);
  return `<li><button type="submit" name="dead_end" value="${name}" data-dead-end="${name}">${escapeHtml(text)} <small>(${escapeHtml(code)})</small></button></li>`;
}

/** The choice of a provider and of an identity there, in one. */
export function choicePage({ title, action, clientName, demanded, idpHint, persons, deadEnds }) {
  const hint = idpHint === undefined
    ? ""
    : `<p>Fournisseur d'identité suggéré : <strong data-idp-hint="${escapeHtml(idpHint)}">${escapeHtml(idpHint)}</strong></p>`;
  return document("Choisir une identité de test", `<h1>Choisir une identité de test</h1>
${simulated({ title })}
${asked({ clientName, demanded })}
${hint}
<form method="post" action="${escapeHtml(action)}">
${personList(persons)}
${cancelButton({ clientName })}
<h2>Les connexions qui n'aboutissent pas</h2>
<ul>
<li><button type="submit" name="failed_attempt" value="1" data-failed-attempt>Échouer chez le fournisseur d'identité, et choisir à nouveau</button></li>
${deadEnds.map(deadEndButton).join("\n")}
</ul>
</form>`);
}

/** Single sign-on: what FC+ shows is the information alone. The other persons are there for tests; FC+ knows only the one. */
export function informationPage({ title, action, clientName, demanded, person, others }) {
  const name = escapeHtml(person.id);
  return document("Continuer", `<h1>Vous êtes déjà connecté</h1>
${simulated({ title })}
${asked({ clientName, demanded })}
<form method="post" action="${escapeHtml(action)}">
<button type="submit" name="continue" value="1" data-continue data-person="${name}">Continuer en tant que ${escapeHtml(person.label)}</button>
${cancelButton({ clientName })}
<h2>Absent de ${escapeHtml(title)}, pour les tests : se connecter comme dans un autre navigateur</h2>
${personList(others)}
</form>`);
}

/** A page that ends a sign-in without the service. `back` is the link's address, where FC+ still knows the service. */
export function deadEndPage({ code, text, back, clientName }) {
  const link = back === undefined ? "" : `<p><a href="${escapeHtml(back)}" data-back>Revenir sur ${escapeHtml(clientName)}</a></p>`;
  return document("Erreur", `<h1>Une erreur est survenue</h1>
<p>Code : <strong data-error-code="${escapeHtml(code)}">${escapeHtml(code)}</strong></p>
<p>${escapeHtml(text ?? "")}</p>
${link}`);
}

/** `form` is oidc-provider's, with its anti-forgery value. It sends itself; without JavaScript, one button sends it. */
export function logoutPage(form) {
  return document("Déconnexion", `<h1>Déconnexion</h1>
${form}
<button type="submit" form="op.logoutForm" name="logout" value="yes" data-logout>Continuer</button>
<script>document.querySelector("[data-logout]").click()</script>`);
}

/** Where the service named no address to come back to. */
export const signedOutPage = (title = "FranceConnect+") =>
  document("Déconnexion", `<h1 data-signed-out>Vous êtes déconnecté de ${escapeHtml(title)}</h1>`);

export const errorPage = (code, description) => deadEndPage({ code, text: description });
