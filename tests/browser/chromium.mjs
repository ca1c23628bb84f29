/**
 * Headless Chromium: the one that CHROMIUM names, else Debian's.
 *
 * In: what to launch it with besides. Out: a browser of playwright's. Never: a download, a browser that phones home.
 */
import { access, constants } from "node:fs/promises";
import { chromium } from "playwright-core";

const ARGUMENTS = ["--no-sandbox", "--disable-background-networking"];

export async function launchChromium(options = {}) {
  const executablePath = process.env.CHROMIUM || "/usr/bin/chromium";
  await access(executablePath, constants.X_OK).catch((cause) => {
    throw new Error(`there is no Chromium at ${executablePath}; name the path of a Chromium or Chrome in CHROMIUM`, { cause });
  });
  return chromium.launch({ executablePath, args: ARGUMENTS, ...options });
}
