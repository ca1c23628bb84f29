/**
 * A page of the browser-verified way: no bundler, the package's own files as ES modules, under the demo's policy.
 *
 * In: the options for `browserVerified`. Out: the page's HTML, its script, its policy.
 * Never: a word of the page that is not in the document, where a test can read it.
 */

export const PAGE = "/verified";
export const SCRIPT = "/verified.js";
export const PACKAGE = "/dist/";

/** What a bundler resolves from the package's `exports` and `imports`. */
const IMPORT_MAP = JSON.stringify({
  imports: { "fc-pivot/browser": `${PACKAGE}page/index.js`, "#browser": `${PACKAGE}load/browser.js` },
});

export const script = `
import { browserVerified, FcPivotError } from "fc-pivot/browser";

const pivot = browserVerified(JSON.parse(document.querySelector("#options").textContent));

function say(id, value) {
  document.querySelector("#" + id)?.remove();
  document.body.append(Object.assign(document.createElement("pre"), { id, textContent: JSON.stringify(value) }));
}

async function attempt(act) {
  document.querySelector("#error")?.remove();
  try {
    await act();
  } catch (error) {
    if (!(error instanceof FcPivotError)) throw error;
    say("error", { code: error.code, retryable: error.retryable });
  }
}

document.querySelector("#sign-in").addEventListener("click", () =>
  attempt(async () => location.assign(await pivot.loginUrl({ returnTo: "/dossier" }))));
document.querySelector("#prefetch").addEventListener("click", () =>
  attempt(async () => say("prefetched", await pivot.prefetch() ?? true)));

if (new URLSearchParams(location.search).has("state")) await attempt(async () => say("result", await pivot.finish(location)));
say("ready", true);
`;

export const html = (nonce, options) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><title>Browser-verified</title>
<script type="importmap" nonce="${nonce}">${IMPORT_MAP}</script>
<script type="application/json" id="options">${JSON.stringify(options)}</script>
<script type="module" src="${SCRIPT}"></script>
</head>
<body><button id="sign-in">Sign in</button><button id="prefetch">Prefetch</button></body>
</html>`;

/** As in www/public/_headers, with the import map let in, and the provider, whose discovery document and keys the page reads. */
export const policy = (nonce, issuer) => [
  "default-src 'none'",
  `script-src 'self' 'wasm-unsafe-eval' 'nonce-${nonce}'`,
  `connect-src 'self' ${new URL(issuer).origin}`,
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");
