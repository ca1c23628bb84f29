/**
 * npm, as a user calls it, but without a registry.
 *
 * In: arguments, a folder. Out: what it prints. Never: a request to the network, a script's output on the test's own terminal.
 */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { root } from "../../runner/checkout.mjs";

/** Nothing that runs here phones home or keeps state outside the project. */
export const quiet = {
  npm_config_offline: "true",
  npm_config_update_notifier: "false",
  ASTRO_TELEMETRY_DISABLED: "1",
  NEXT_TELEMETRY_DISABLED: "1",
  NUXT_TELEMETRY_DISABLED: "1",
  WRANGLER_SEND_METRICS: "false",
  CI: "1",
};

export async function npm(cwd, ...args) {
  const env = { ...process.env, ...quiet };
  // A bundler must not take the test runner's mode, nor Node's test runner a bundler, for its own.
  delete env.NODE_ENV;
  delete env.NODE_TEST_CONTEXT;
  try {
    const { stdout } = await promisify(execFile)("npm", args, { cwd, env });
    return stdout;
  } catch (error) {
    throw new Error(`npm ${args.join(" ")}:\n${error.stdout}${error.stderr}`);
  }
}

/** Packs a package of a checkout into a folder; gives the tarball's path and the files in it. */
export async function pack(into, { checkout = root, workspace = "pkg" } = {}) {
  const [{ filename, files }] = JSON.parse(await npm(checkout, "pack", "-w", workspace, "--json", "--pack-destination", into));
  return { tarball: `${into}/${filename}`, files: files.map(({ path }) => path).sort() };
}
