/**
 * One person's sign-in at a peer's page, in a browser that knows nothing yet.
 *
 * In: a browser, the site, the provider, the network's speed. Out: milliseconds from each navigation to what it was for, and who came out
 * of it. Never: anything left in a cache from an earlier visit.
 */
import { START } from "./page.mjs";

/** What Chromium's own tools call "Fast 4G". */
export const FAST_4G = { offline: false, latency: 60 * 2.75, downloadThroughput: (9 * 1_000_000 * 0.9) / 8, uploadThroughput: (1.5 * 1_000_000 * 0.9) / 8 };

/** @returns {Promise<{ begun: number, returned: number, again: number, sub?: string, error?: string }>} */
export async function visit(browser, { origin }, provider, { network } = {}) {
  const first = await freshTab(browser, network);
  const started = await first.go(`${origin}${START}`);
  if (started.error) throw new Error(started.error);
  const back = () => provider.authorize(started.value);
  // The person returns to a browser that has the files no more: to another, but for what the page kept.
  const second = await freshTab(browser, network, await first.kept());
  const returned = await second.go(await back());
  // And as people do: to the tab that they left.
  const again = await first.go(await back());
  await Promise.all([first.close(), second.close()]);
  return { begun: started.at, returned: returned.at, again: again.at, sub: again.value, error: returned.error ?? again.error };
}

/** What becomes of a sign-in whose ID token is wrong in that way, in a tab: who came out of it, or the error. */
export async function outcomes(browser, { origin }, provider, wrongs) {
  const tab = await freshTab(browser);
  const seen = [];
  for (const wrong of wrongs) {
    const { value } = await tab.go(`${origin}${START}`);
    seen.push(await tab.go(await provider.authorize(value, wrong)));
  }
  await tab.close();
  return seen;
}

async function freshTab(browser, network, kept = {}) {
  const context = await browser.newContext();
  const page = await context.newPage();
  if (network !== undefined) await (await context.newCDPSession(page)).send("Network.emulateNetworkConditions", network);
  await page.addInitScript((storages) => {
    for (const [name, entries] of Object.entries(storages)) for (const [key, value] of entries) globalThis[name].setItem(key, value);
  }, kept);
  return {
    async go(url) {
      await page.goto(url);
      return page.evaluate(() => globalThis.outcome);
    },
    kept: () => page.evaluate(() => Object.fromEntries(["localStorage", "sessionStorage"].map((name) => [name, Object.entries(globalThis[name])]))),
    close: () => context.close(),
  };
}
