/** What pages of one browser learn of their session, in Chromium and against the real Worker: tabs, the back/forward cache, the session's end. */
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { after, describe, it } from "node:test";
import { knows, sessionPage } from "./session-page.mjs";
import { stage } from "../../../world/browsers/stage.mjs";

const TTL = 1800;

const page = await sessionPage();
after(() => rm(page, { recursive: true }));

const changesOf = (tab) => tab.evaluate(() => changes);

async function signIn(tab, person) {
  await tab.evaluate(() => void auth.login({ returnTo: "/" }));
  await tab.locator(`[data-person="${person}"]`).click();
}

describe("pages of one browser", () => {
  // Playwright switches the back/forward cache off unless told otherwise.
  const demo = stage({ page, settings: { SESSION_TTL: String(TTL) } }, { ignoreDefaultArgs: ["--disable-back-forward-cache"] });

  async function tabs(t, count) {
    const { context, tab } = await demo.profile(t);
    const all = [tab];
    while (all.length < count) all.push(await context.newPage());
    for (const each of all) {
      await each.goto(demo.origin);
      await knows(each, null);
    }
    return { context, all };
  }

  it("learn of a sign-in, of another person and of a sign-out in one of them", async (t) => {
    const { all: [one, other, third] } = await tabs(t, 3);
    await signIn(one, "married-name");
    for (const tab of [one, other, third]) await knows(tab, "KERVOALEN");
    await signIn(other, "born-abroad");
    for (const tab of [one, other, third]) await knows(tab, "EL FASSI");
    await third.evaluate(() => void auth.logout());
    for (const tab of [one, other, third]) await knows(tab, null);
    assert.deepEqual(await changesOf(one), ["KERVOALEN", "EL FASSI", null]);
    assert.deepEqual(await changesOf(third), [null]);
  });

  it("ask when they come back from the back/forward cache", async (t) => {
    const { all: [tab, other] } = await tabs(t, 2);
    await tab.evaluate(() => { window.kept = true; });
    await tab.goto(`${demo.origin}/pkg/index.js`);
    await signIn(other, "married-name");
    await knows(other, "KERVOALEN");
    // A page from the back/forward cache is not loaded again.
    await tab.goBack({ waitUntil: "commit" });
    await knows(tab, "KERVOALEN");
    assert.equal(await tab.evaluate(() => window.kept), true);
    assert.deepEqual(await changesOf(tab), [null, "KERVOALEN"]);
  });

  it("ask when they are seen again", async (t) => {
    const { context, all: [tab] } = await tabs(t, 1);
    await signIn(tab, "married-name");
    await knows(tab, "KERVOALEN");
    await context.clearCookies();
    await tab.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await knows(tab, null);
  });

  it("ask at the session's end, and not before", async (t) => {
    const { context, tab } = await demo.profile(t);
    await tab.clock.install();
    await tab.goto(demo.origin);
    await knows(tab, null);
    await signIn(tab, "married-name");
    await knows(tab, "KERVOALEN");
    let asked = 0;
    tab.on("request", (request) => { if (request.url().endsWith("/auth/session")) asked += 1; });
    await tab.clock.fastForward((TTL - 60) * 1000);
    assert.equal(asked, 0);
    await context.clearCookies();
    await tab.clock.fastForward(62_000);
    await knows(tab, null);
    assert.equal(asked, 1);
  });
});
