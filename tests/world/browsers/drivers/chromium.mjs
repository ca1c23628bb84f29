/** Chromium, by playwright. In: nothing. Out: see index.mjs. Never: playwright's own waiting on top of the tab's. */
import { launchChromium } from "../chromium.mjs";
import { Tab } from "./tab.mjs";

export async function launch() {
  const browser = await launchChromium();
  return {
    async profile() {
      const context = await browser.newContext({ ignoreHTTPSErrors: true });
      const page = await context.newPage();
      const tab = new Tab({
        goto: (url) => page.goto(url),
        click: (selector) => page.click(selector),
        evaluate: (expression) => page.evaluate(expression),
      });
      return { tab, close: () => context.close() };
    },
    close: () => browser.close(),
  };
}
