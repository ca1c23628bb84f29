/**
 * Commands of the documents, typed into a shell as they stand there.
 *
 * In: commands, where to type them. Out: what they print, or a program that stays until it is ended. Never: the network (npm's registry,
 * wrangler's reports), a fixed port, an edit that finds nothing to replace.
 */
import { execFileSync } from "node:child_process";
import { start } from "../../world/demo/program.mjs";
import { freePort } from "../../world/deployment/index.mjs";
import { environment } from "../../world/packed/installation.mjs";

const quiet = { ...environment, WRANGLER_SEND_METRICS: "false", CLOUDFLARE_CF_FETCH_ENABLED: "false", CI: "1" };

/** Types commands; the first that fails ends it. */
export function type(cwd, commands) {
  return execFileSync("sh", ["-ec", commands], { cwd, env: quiet, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

/** Types commands that stay, and waits until they say that they are ready; gives what ends them and all that they started. */
export async function run(cwd, commands, ready) {
  const program = start("sh", ["-ec", commands], { cwd, env: quiet });
  try {
    await program.says(ready);
  } catch (error) {
    await program.destroy();
    throw error;
  }
  return () => program.destroy();
}

/** `text` with `own` for `old`, which must be there. */
export function replaced(text, old, own) {
  if (!text.includes(old)) throw new Error(`the document no longer says ${old}`);
  return text.replaceAll(old, own);
}

/** A free port for each that the documents name, and their text with these. */
export async function freePortsFor(...named) {
  const ports = {};
  for (const port of named) ports[port] = await freePort();
  return { ports, onFreePorts: (text) => text.replaceAll(/\b\d{4}\b/g, (number) => ports[number] ?? number) };
}
