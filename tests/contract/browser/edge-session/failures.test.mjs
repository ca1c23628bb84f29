/** What a person reads on the demo page when a sign-in fails, in both languages, and what remains of the failure: nothing. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { FcPivotError } from "fc-pivot";
import { stage } from "../../../world/browsers/stage.mjs";
import { cancel, choose, goToProvider, hook, open, sessionOf, settled, signIn } from "../../../world/browsers/visitor.mjs";

const TITLES = { fr: "L’identification n’a pas abouti", en: "The sign-in did not succeed" };
const STILL_SIGNED_IN = /Votre identification précédente reste valable/;

/** The one alert: readable in `language`, with the focus, and gone from the address. */
async function assertAlert(tab, code, language, origin) {
  await settled(tab);
  const alert = tab.locator(hook("alert"));
  assert.equal(await alert.getAttribute("data-code"), code);
  const text = await alert.innerText();
  for (const part of [TITLES[language], new FcPivotError(code).userMessage(language), code]) assert.ok(text.includes(part), `${part} in ${text}`);
  assert.equal(await tab.evaluate(() => document.documentElement.lang), language);
  assert.equal(await tab.evaluate(() => document.activeElement.dataset.test), "alert");
  assert.equal(tab.url(), `${origin}/`);
}

async function assertNobody(tab) {
  const { status, body } = await sessionOf(tab);
  assert.deepEqual([status, body.error.code], [401, "no_session"]);
  assert.equal(await tab.locator(hook("identity")).count(), 0);
}

describe("a sign-in that fails", () => {
  const demo = stage();

  for (const language of ["fr", "en"]) {
    it(`is explained where the person gives up, in ${language}, and can be tried again`, async (t) => {
      const { tab } = await demo.profile(t);
      await open(tab, demo.origin, `/?lang=${language}`);
      await goToProvider(tab);
      await cancel(tab);
      await assertAlert(tab, "access_denied", language, demo.origin);
      await assertNobody(tab);

      await tab.reload();
      await settled(tab);
      assert.equal(await tab.locator(hook("alert")).count(), 0);
      await signIn(tab, "married-name");
      assert.equal(await tab.locator(hook("alert")).count(), 0);
    });

    it(`is explained where the level is too low, in ${language}`, async (t) => {
      demo.wrongs.lowLevels = true;
      t.after(() => delete demo.wrongs.lowLevels);
      const { tab } = await demo.profile(t);
      await open(tab, demo.origin, `/?lang=${language}`);
      await goToProvider(tab);
      await choose(tab, "level-eidas1");
      await assertAlert(tab, "acr_insufficient", language, demo.origin);
      await assertNobody(tab);
    });
  }

  it("leaves a person signed in who could not raise the level", async (t) => {
    const { tab } = await demo.profile(t);
    await open(tab, demo.origin);
    await signIn(tab, "level-eidas2");
    await tab.locator(hook("raise-level")).click();
    await tab.locator('[data-acr="eidas3"]').waitFor();
    // The provider ends on a page of its own; she follows its link back.
    await tab.locator('[data-person="level-eidas2"]').click();
    await tab.locator("[data-back]").click();
    await assertAlert(tab, "access_denied", "fr", demo.origin);
    assert.match(await tab.locator(hook("alert")).innerText(), STILL_SIGNED_IN);
    assert.equal((await sessionOf(tab)).body.identity.birthName, "AUBRAC-ROUX");
  });

  const breakdowns = [
    ["does not answer", () => "reset", "provider_unreachable"],
    ["answers that it cannot serve", (answer) => ({ ...answer, status: 503 }), "provider_unavailable"],
    ["no longer takes the code", (answer) => ({ ...answer, status: 400, body: '{"error":"invalid_grant"}' }), "code_rejected"],
  ];
  for (const [what, wrong, code] of breakdowns) {
    it(`is explained where the provider ${what}, and works once the provider does`, async (t) => {
      const { tab } = await demo.profile(t);
      await open(tab, demo.origin);
      demo.wrongs.answer = { token: wrong };
      t.after(() => delete demo.wrongs.answer);
      await goToProvider(tab);
      await choose(tab, "married-name");
      await assertAlert(tab, code, "fr", demo.origin);
      await assertNobody(tab);

      delete demo.wrongs.answer;
      await signIn(tab, "married-name");
    });
  }

  it("shows a code that somebody wrote into a link as a fault of ours, and none of their text", async (t) => {
    const { tab } = await demo.profile(t);
    await open(tab, demo.origin, "/?auth_error=Appelez+le+0900");
    await assertAlert(tab, "internal", "fr", demo.origin);
    assert.equal(await tab.getByText("0900").count(), 0);
  });
});

describe("a provider that is down from the start", () => {
  const demo = stage();

  it("is explained at the button, and the next try succeeds", async (t) => {
    const { tab } = await demo.profile(t);
    demo.wrongs.answer = { discovery: () => "reset" };
    await open(tab, demo.origin);
    await tab.locator(hook("sign-in")).click();
    await tab.locator(hook("alert")).waitFor();
    await assertAlert(tab, "provider_unreachable", "fr", demo.origin);

    delete demo.wrongs.answer;
    await signIn(tab, "married-name");
  });
});

describe("a Worker that cannot be reached", () => {
  const demo = stage();

  it("is explained, with a way to try again", async (t) => {
    const { tab } = await demo.profile(t);
    const session = `${demo.origin}/auth/session`;
    await tab.route(session, (route) => route.abort());
    await open(tab, demo.origin);
    assert.equal(await tab.locator(hook("alert")).getAttribute("data-code"), "network_error");
    await tab.unroute(session);
    await tab.locator(hook("retry")).click();
    await tab.locator(hook("sign-in")).waitFor();
    assert.equal(await tab.locator(hook("alert")).count(), 0);
  });
});
