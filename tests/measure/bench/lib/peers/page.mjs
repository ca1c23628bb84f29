/**
 * A page that signs in with one of the peers: its files as a CDN would hold them, compressed.
 *
 * In: a peer's program. Out: what it weighs; the same in an application, as files by path. Never: a step of the sign-in that is not the peer's.
 */
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { bundlePage } from "../../../../ship/packaging/bundle.mjs";

const folder = fileURLToPath(new URL("pages/", import.meta.url));
const TYPES = { ".js": "text/javascript", ".wasm": "application/wasm" };

/** Where the application does which half of a sign-in. */
export const START = "/";
export const RETURN = "/signed-in";

/** Asks for a login's address on one page, finishes the login on the other, and says when it had what it wanted. */
const application = (program) => `
  import { begin, finish } from "./${program}.mjs";
  const act = location.pathname === "${RETURN}" ? finish : begin;
  globalThis.outcome = act(JSON.parse(document.documentElement.dataset.settings), location)
    .then((value) => ({ value, at: performance.now() }), (error) => ({ error: String(error), at: performance.now() }));
`;

/** The program as it is, for scales. */
export const bundlePeer = (program) => bundlePage(`export * from "./${program}.mjs";`, folder);

/** The application's files, by path. */
export async function filesOf(program) {
  const { first, later } = await bundlePage(application(program), folder);
  const entries = [...first, ...later].map(({ name, contents }) => [`/${name}`, { type: TYPES[extname(name)], body: brotliCompressSync(contents) }]);
  return new Map(entries);
}

/** Both pages: what they show is nothing, what they load is the application; `early` are files that it will ask for. */
export const html = (settings, early) => `<!doctype html>
<html lang="en" data-settings="${JSON.stringify(settings).replaceAll('"', "&quot;")}">
<meta charset="utf-8"><title>Sign-in</title><link rel="icon" href="data:,">
${early.map((path) => `<link rel="preload" as="fetch" crossorigin href="${path}">`).join("\n")}
<script type="module" src="/entry.js"></script>
`;
