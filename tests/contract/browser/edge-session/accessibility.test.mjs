/** The demo page for people who do not see it, or use no mouse: axe finds nothing, and the keyboard reaches everything. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { objections } from "../../../world/browsers/axe.mjs";
import { stage } from "../../../world/browsers/stage.mjs";
import { cancel, goToProvider, hook, open, settled, signIn } from "../../../world/browsers/visitor.mjs";

const VIEWS = [
  { name: "light and wide", colorScheme: "light", viewport: { width: 1280, height: 900 } },
  { name: "dark and wide", colorScheme: "dark", viewport: { width: 1280, height: 900 } },
  { name: "light and narrow", colorScheme: "light", viewport: { width: 320, height: 640 } },
];

/** Every state of the page that reads differently. */
const STATES = {
  "nobody is signed in": async () => {},
  "the sign-in failed": async (tab) => {
    await goToProvider(tab);
    await cancel(tab);
  },
  "somebody with a married name is signed in": (tab) => signIn(tab, "married-name"),
  "somebody from another state, with claims missing, is signed in": (tab) => signIn(tab, "european"),
  "somebody may raise the level": (tab) => signIn(tab, "level-eidas2"),
  "the session cannot be read": async (tab) => {
    await tab.route("**/auth/session", (route) => route.abort());
    await tab.reload();
    await settled(tab);
  },
};

describe("axe finds nothing on the demo page", () => {
  const demo = stage();
  for (const language of ["fr", "en"]) {
    for (const { name, ...look } of VIEWS) {
      it(`${name}, in ${language}`, async (t) => {
        for (const [state, reach] of Object.entries(STATES)) {
          const { tab } = await demo.profile(t, look);
          await open(tab, demo.origin, `/?lang=${language}`);
          await reach(tab);
          assert.deepEqual(await objections(tab), [], state);
        }
      });
    }
  }

  it("and would find an image without a text", async (t) => {
    const { tab } = await demo.profile(t);
    await open(tab, demo.origin);
    await tab.evaluate(() => document.querySelector("main").append(document.createElement("img")));
    assert.match((await objections(tab)).join(), /violation image-alt/);
  });
});

describe("a screen reader", () => {
  const demo = stage();
  for (const [language, expected] of Object.entries({
    fr: { "Nom et prénoms": "BENSAÏDANE (nom d’usage\u00a0: ROUVEYROL) Yasmine", "Date de naissance": "mars 1964 (jour inconnu)", "Lieu de naissance": "Marseille (Bouches-du-Rhône)" },
    en: { "Name and given names": "BENSAÏDANE (usual name: ROUVEYROL) Yasmine", "Date of birth": "March 1964 (day not known)", "Place of birth": "Marseille (Bouches-du-Rhône)" },
  })) {
    it(`is told of the person what the page shows, in ${language}`, async (t) => {
      const { tab } = await demo.profile(t);
      await open(tab, demo.origin, `/?lang=${language}`);
      await signIn(tab, "presumed-day");
      const told = await tab.locator(`${hook("identity")} dl`).ariaSnapshot();
      const pairs = [...told.matchAll(/- term: (.*)\n\s*- definition: (.*)/g)].map(([, ...pair]) => pair.map((text) => text.replace(/^"(.*)"$/, "$1")));
      assert.deepEqual(Object.fromEntries(pairs), Object.fromEntries(Object.entries(expected).map(([term, text]) => [term, text.replaceAll("\u00a0", " ")])));
    });
  }
});

describe("the keyboard alone", () => {
  const demo = stage();
  /** Goes on with Tab until what has the focus matches. */
  async function tabTo(tab, selector) {
    for (let steps = 0; steps < 40; steps += 1) {
      await tab.keyboard.press("Tab");
      if (await tab.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
    }
    assert.fail(`Tab never reaches ${selector}`);
  }

  it("crosses the header by the first link, signs in and out", async (t) => {
    const { tab } = await demo.profile(t);
    await open(tab, demo.origin);
    await tab.keyboard.press("Tab");
    assert.equal(await tab.evaluate(() => document.activeElement.getAttribute("href")), "#content");
    await tab.keyboard.press("Enter");
    assert.equal(await tab.evaluate(() => document.activeElement.id), "content");

    await tabTo(tab, hook("sign-in"));
    await tab.keyboard.press("Enter");
    await tab.locator("[data-cancel]").waitFor();
    await tabTo(tab, '[data-person="married-name"]');
    await tab.keyboard.press("Enter");
    await tab.locator(hook("identity")).waitFor();

    await tabTo(tab, hook("sign-out"));
    await tab.keyboard.press("Enter");
    await tab.locator(hook("sign-in")).waitFor();
  });

  it("opens the language menu, and the choice moves the focus to the heading", async (t) => {
    const { tab } = await demo.profile(t);
    await open(tab, demo.origin);
    await tabTo(tab, hook("language"));
    await tab.keyboard.press("Enter");
    await tab.locator(hook("language-en")).waitFor();
    await tabTo(tab, hook("language-en"));
    await tab.keyboard.press("Enter");
    assert.equal(await tab.evaluate(() => document.documentElement.lang), "en");
    assert.equal(await tab.evaluate(() => document.activeElement.tagName), "H1");
  });
});
