/**
 * One sign-in through the demo page, in headless Chromium, by clicks.
 *
 * In: the page's address, a test person. Out: the identity that the Worker gives the page, once the page shows it.
 * Never: a browser that stays behind.
 */
import { describe } from "fc-pivot/labels";
import { launchChromium } from "../browsers/chromium.mjs";
import { hook, open, sessionOf, signIn } from "../browsers/visitor.mjs";

const PATIENCE_MS = 20_000;

export async function signInOnce(origin, personId, say) {
  // Signals are the demo's to handle; at its end playwright ends Chromium with it.
  const browser = await launchChromium({ handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false });
  try {
    const tab = await browser.newPage();
    tab.setDefaultTimeout(PATIENCE_MS);
    say(`opening ${origin}`);
    await open(tab, origin);
    say(`signing in as ${personId}`);
    await signIn(tab, personId);
    const { identity } = (await sessionOf(tab)).body;
    const shown = await tab.locator(`${hook("identity")} [data-field="fullName"]`).textContent();
    if (shown !== describe(identity, "fr").fullName) throw new Error("the page shows another name than the session has");
    return identity;
  } finally {
    await browser.close();
  }
}
