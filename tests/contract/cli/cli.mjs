/**
 * The package's command, as a process of its own.
 *
 * In: its arguments, its environment. Out: what it printed on both outputs, and its exit code. Never: the environment of the tests.
 */
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../../pkg/dist/cli/main.js", import.meta.url));

/** Runs `fc-pivot` with `args`. */
export function fcPivotCommand(args, environment = {}) {
  return new Promise((resolve) => {
    // `--`, as in the program's first line.
    execFile(process.execPath, ["--", main, ...args], { env: environment, timeout: 60_000 }, (error, stdout, stderr) => {
      resolve({ code: error?.code ?? 0, stdout, stderr });
    });
  });
}

/** `NAME=VALUE` lines as an object. */
export function settingsIn(printed) {
  const lines = printed.trim().split("\n");
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
}

/** An object as `NAME=VALUE` lines. */
export const linesOf = (settings) => Object.entries(settings).map(([name, value]) => `${name}=${value}\n`).join("");

/** A folder that ends with the test. */
export async function folderFor(t) {
  const folder = await mkdtemp(join(tmpdir(), "fc-pivot-cli-"));
  t.after(() => rm(folder, { recursive: true }));
  return folder;
}

/** A file with this text, in a folder that ends with the test. */
export async function fileWith(t, text) {
  const path = join(await folderFor(t), "settings");
  await writeFile(path, text);
  return path;
}

/** Every secret in a deployment's settings. */
export function secretsOf({ FC_CLIENT_SECRET, FC_CLIENT_KEY, FC_DECRYPTION_KEYS = '{"keys":[]}', SESSION_KEYS = "[]" }) {
  const privateMembers = (key) => ["d", "p", "q", "dp", "dq", "qi"].map((name) => key[name]);
  const keys = [...JSON.parse(FC_DECRYPTION_KEYS).keys, ...(FC_CLIENT_KEY ? [JSON.parse(FC_CLIENT_KEY)] : [])];
  return [FC_CLIENT_SECRET, ...keys.flatMap(privateMembers), ...JSON.parse(SESSION_KEYS)].filter((secret) => secret !== undefined);
}
