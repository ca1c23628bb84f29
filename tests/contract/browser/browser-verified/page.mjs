/**
 * A page of the browser-verified way: no bundler, the package's own files as ES modules, under the demo's policy.
 *
 * In: the options for `browserVerified`. Out: the page's HTML, its script, its policy.
 * Never: an outcome that is not written into the document, where a test can read it.
 *
 * What comes back is finished twice at once, as a component does under React's StrictMode: both calls must end alike.
 */

export const PAGE = "/verified";
export const SIGNED_OUT = "/signed-out";
export const SCRIPT = "/verified.js";
export const PACKAGE = "/dist/";

/** What a bundler resolves from the package's `exports` and `imports`. */
const IMPORT_MAP = JSON.stringify({
  imports: { "fc-pivot/browser": `${PACKAGE}browser-verified/index.js`, "#browser": `${PACKAGE}load/browser.js` },
});

export const script = `
import { browserVerified, FcPivotError } from "fc-pivot/browser";

const pivot = browserVerified(JSON.parse(document.querySelector("#options").textContent));
const changes = [];
pivot.onChange((signIn) => changes.push(signIn?.identity.sub ?? null));
Object.assign(window, { pivot, changes });

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

/** Both calls end alike, or the page breaks. */
async function twice(act) {
  const [one, other] = await Promise.allSettled([act(), act()]);
  if (one.value !== other.value || one.reason?.code !== other.reason?.code) throw new Error("two calls, two outcomes");
  if (one.status === "rejected") throw one.reason;
  return one.value;
}

document.querySelector("#sign-in").addEventListener("click", () => attempt(() => pivot.login({ returnTo: "/dossier" })));
document.querySelector("#sign-out").addEventListener("click", () => attempt(() => pivot.logout()));
document.querySelector("#prefetch").addEventListener("click", () =>
  attempt(async () => say("prefetched", await pivot.prefetch() ?? true)));

if (location.pathname === "/signed-out") await attempt(async () => say("signed-out", await twice(() => pivot.finishLogout(location)) ?? true));
else if (new URLSearchParams(location.search).has("state")) await attempt(async () => say("result", await twice(() => pivot.finish(location))));
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
<body><button id="sign-in">Sign in</button><button id="sign-out">Sign out</button><button id="prefetch">Prefetch</button></body>
</html>`;

/** As in www/public/_headers, with the import map let in, and the provider, whose discovery document and keys the page reads. */
export const policy = (nonce, issuer) => [
  "default-src 'none'",
  `script-src 'self' 'wasm-unsafe-eval' 'nonce-${nonce}'`,
  `connect-src 'self' ${new URL(issuer).origin}`,
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");
