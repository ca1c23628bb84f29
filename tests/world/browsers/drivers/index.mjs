/**
 * The three engines behind one interface.
 *
 * In: nothing. Out: for each its name and `launch()`, which gives `{ profile(), close() }`: each profile is one person's browser,
 * `{ tab, close() }`, with cookies and storage of its own. One profile at a time.
 * Never: a difference that a journey could see; certificates of our own making are trusted in all three.
 */
import { launch as chromium } from "./chromium.mjs";
import { launch as firefox } from "./firefox.mjs";
import { launch as webkit } from "./webkit.mjs";

export const ENGINES = [
  { name: "Chromium", launch: chromium },
  { name: "Firefox", launch: firefox },
  { name: "WebKit", launch: webkit },
];
