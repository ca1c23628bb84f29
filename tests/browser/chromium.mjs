/**
 * Headless Chromium: the one that CHROMIUM names, else Debian's.
 *
 * In: what to launch it with besides. Out: a browser of playwright's. Never: a download, a browser that phones home.
 */
import { chromium } from "playwright-core";

const ARGUMENTS = ["--no-sandbox", "--disable-background-networking"];

export const launchChromium = (options = {}) =>
  chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ARGUMENTS, ...options });
