/**
 * A project's Worker, bundled as `wrangler deploy` would.
 *
 * In: the project's folder. Out: a folder beside that of worker/, and the end of it. Never: a request to Cloudflare.
 */
import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { root } from "../../runner/checkout.mjs";

export async function bundled(project) {
  const folder = await mkdtemp(`${root}worker/dist-`);
  const env = { ...process.env, WRANGLER_SEND_METRICS: "false", CLOUDFLARE_CF_FETCH_ENABLED: "false" };
  execFileSync(`${root}node_modules/.bin/wrangler`, ["deploy", "--dry-run", "--outdir", folder], { cwd: project, env, stdio: "pipe" });
  return { folder: `${folder}/`, remove: () => rm(folder, { recursive: true }) };
}
