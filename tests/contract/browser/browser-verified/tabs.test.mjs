/**
 * N81 Prerendered pages, and many pages at once. No page starts or finishes a login by itself, and none ends another's login.
 * A page learns from `document.prerendering` that it is prerendered, and from an event that it is shown: the tests say so.
 */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { freePort } from "../../../world/deployment/index.mjs";
import { signIn as signInAt } from "../../../world/standin/index.mjs";
import { addressesAt, verifiedStage } from "./stage.mjs";
import { comeBack, goToProvider, identityOf, open, ready } from "./visitor.mjs";

const PERSON = "married-name";

async function nameAfter(tab) {
  await comeBack(tab, PERSON);
  return (await identityOf(tab)).birthName;
}

describe("N81 a page that is prerendered", async () => {
  const port = await freePort();
  const { address } = addressesAt(port);
  const demo = verifiedStage(port);
  const exchanges = () => demo.requestsTo("/token");

  /** A page that says of itself that it is prerendered; `show` is the person's click on the link to it. */
  async function prerendered(t) {
    const profile = await demo.profile(t);
    await profile.context.addInitScript(() => {
      if (new URLSearchParams(location.search).get("prerender") === null) return;
      let prerendering = true;
      Object.defineProperty(document, "prerendering", { get: () => prerendering });
      window.show = () => {
        prerendering = false;
        document.dispatchEvent(new Event("prerenderingchange"));
      };
    });
    return profile.tab;
  }

  it("N81 starts no login before it is shown", async (t) => {
    const tab = await prerendered(t);
    const asked = [];
    tab.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await tab.goto(`${address}?prerender`);
    await ready(tab);
    asked.length = 0;
    await tab.evaluate(() => { window.started = pivot.loginUrl(); });
    await tab.waitForTimeout(300);
    assert.deepEqual([asked, await tab.evaluate(() => ({ ...sessionStorage }))], [[], {}]);
    assert.match(await tab.evaluate(() => { show(); return started; }), /^http:\/\/localhost:/);
    assert.equal(await tab.evaluate(() => JSON.parse(sessionStorage.getItem("fc-pivot:login")).length), 1);
  });

  it("N81 finishes no login before it is shown, and finishes it then; who asks meanwhile gets the person", async (t) => {
    const tab = await prerendered(t);
    await open(tab, address);
    const { search } = await signInAt(await tab.evaluate(() => pivot.loginUrl({ returnTo: "/dossier" })), PERSON);
    const before = exchanges();
    await tab.goto(`${address}${search}&prerender`);
    await tab.waitForFunction(() => window.pivot !== undefined);
    await tab.evaluate(() => { window.who = pivot.session(); });
    await tab.waitForTimeout(300);
    assert.equal(exchanges(), before);
    assert.equal(await tab.locator("#ready").count(), 0);
    await tab.evaluate(() => show());
    await ready(tab);
    assert.equal((await identityOf(tab)).birthName, "KERVOALEN");
    assert.equal(await tab.evaluate(async () => (await who).identity.birthName), "KERVOALEN");
    assert.equal(exchanges(), before + 1);
  });

  it("N81 signs nobody out before it is shown", async (t) => {
    const tab = await prerendered(t);
    const other = await tab.context().newPage();
    await goToProvider(other, address);
    assert.equal(await nameAfter(other), "KERVOALEN");
    await tab.goto(`${address}?prerender`);
    await ready(tab);
    await tab.evaluate(() => { void pivot.logout(); });
    await tab.waitForTimeout(300);
    assert.equal(await other.evaluate(async () => (await pivot.session())?.identity.birthName), "KERVOALEN");
    await tab.evaluate(() => show());
    await other.waitForFunction(() => changes.at(-1) === null);
  });
});

describe("N81 many logins", async () => {
  const port = await freePort();
  const { address } = addressesAt(port);
  const demo = verifiedStage(port);

  it("N81 in six tabs are all finished", async (t) => {
    const { context } = await demo.profile(t);
    const tabs = await Promise.all(Array.from({ length: 6 }, () => context.newPage()));
    for (const tab of tabs) await goToProvider(tab, address);
    for (const tab of tabs.reverse()) assert.equal(await nameAfter(tab), "KERVOALEN");
  });

  it("N81 N67 in one tab leave it the newest twenty, those of the same second too", async (t) => {
    const { tab } = await demo.profile(t);
    await open(tab, address);
    const states = await tab.evaluate(async () => {
      const urls = [];
      for (let count = 0; count < 25; count += 1) urls.push(await pivot.loginUrl());
      return urls.map((url) => new URL(url).searchParams.get("state"));
    });
    const kept = await tab.evaluate(() => JSON.parse(sessionStorage.getItem("fc-pivot:login")).map(([state]) => state));
    assert.deepEqual(kept, states.slice(-20));
    await tab.locator("#sign-in").click();
    assert.equal(await nameAfter(tab), "KERVOALEN");
  });
});
