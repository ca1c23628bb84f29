/**
 * What was measured on.
 *
 * In: nothing. Out: a sentence with the machine and the engines' versions; its load now. Never: a name of the machine or of its user.
 */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { cpus, loadavg } from "node:os";
import { launchChromium } from "../../../world/browsers/chromium.mjs";

export const load = () => loadavg().map((average) => average.toFixed(2)).join(" ");

export async function machine() {
  const browser = await launchChromium();
  const chromium = browser.version();
  await browser.close();
  const versions = { Node: process.versions.node, workerd: await versionOf("workerd"), Chromium: chromium, jose: await versionOf("jose") };
  const engines = Object.entries(versions).map(([name, version]) => `${name} ${version}`).join(", ");
  return `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${process.platform}; ${engines}.`;
}

async function versionOf(name) {
  const path = createRequire(import.meta.url).resolve(`${name}/package.json`);
  return JSON.parse(await readFile(path, "utf8")).version;
}
