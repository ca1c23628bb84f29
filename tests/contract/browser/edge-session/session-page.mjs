/**
 * A page that does no more than use `edgeSession`, for tests of what it learns; and its folder, for a Worker to serve.
 *
 * In: nothing. Out: a folder with the page and the package's own files. Never: a bundler; `window.auth` and `window.changes` are for tests.
 */
import { cp, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";

const dist = fileURLToPath(new URL("../../../../pkg/dist/", import.meta.url));

const html = `<!doctype html>
<title>Session</title>
<script type="module">
import { edgeSession } from "/pkg/index.js";

const auth = edgeSession();
const changes = [];
auth.onChange((session) => {
  changes.push(session?.identity.birthName ?? null);
  dispatchEvent(new Event("changed"));
});
Object.assign(window, { auth, changes });
await auth.session();
</script>`;

export async function sessionPage() {
  const folder = await mkdtemp(`${tmpdir()}/session-page-`);
  await cp(dist, `${folder}/pkg`, { recursive: true });
  await writeFile(`${folder}/index.html`, html);
  return folder;
}

/** Waits until the page knows that `name` (`null`: nobody) is signed in. */
export const knows = (tab, name) => tab.waitForFunction((expected) => window.changes?.slice(-1)[0] === expected, name);
