/**
 * Headless Chromium: the one that CHROMIUM names, else Debian's.
 *
 * In: what to launch it with besides. Out: a browser of playwright's. Never: a download, a browser that phones home.
 */
import { access, constants, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const ARGUMENTS = ["--no-sandbox", "--disable-background-networking"];

export async function launchChromium(options = {}) {
  return chromium.launch({ executablePath: await pathOfChromium(), args: ARGUMENTS, ...options });
}

/** How Chromium's settings write "blocked". */
const BLOCKED = 2;

/**
 * One person's Chromium, in whose settings an origin may keep nothing: no cookie is taken from it or sent to it, and its storage
 * throws. Gives a context of playwright's, whose `close` ends the browser too, and the removal of what the browser kept until then.
 */
export async function openChromiumBlocking(origin) {
  const profile = await mkdtemp(join(tmpdir(), "fc-pivot-chromium-"));
  await mkdir(join(profile, "Default"));
  const exceptions = { cookies: { [`${origin},*`]: { setting: BLOCKED } } };
  await writeFile(join(profile, "Default", "Preferences"), JSON.stringify({ profile: { content_settings: { exceptions } } }));
  const context = await chromium.launchPersistentContext(profile, { executablePath: await pathOfChromium(), args: ARGUMENTS });
  return { context, forget: () => rm(profile, { recursive: true, force: true, maxRetries: 10 }) };
}

async function pathOfChromium() {
  const path = process.env.CHROMIUM || "/usr/bin/chromium";
  await access(path, constants.X_OK).catch((cause) => {
    throw new Error(`there is no Chromium at ${path}; name the path of a Chromium or Chrome in CHROMIUM`, { cause });
  });
  return path;
}
