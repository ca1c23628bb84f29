/** Reloads, the back button, two tabs, a callback in the wrong browser: nobody ends up as somebody else. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Person } from "../../../world/deployment/person.mjs";
import { stage } from "../../../world/browsers/stage.mjs";
import { choose, goToProvider, hook, open, sessionOf, settled, signIn, signOut } from "../../../world/browsers/visitor.mjs";

/** The callbacks that a tab's browser opens, as addresses. */
function callbacksOf(tab, origin) {
  const addresses = [];
  tab.on("request", (request) => { if (request.url().startsWith(`${origin}/auth/callback?`)) addresses.push(request.url()); });
  return addresses;
}

const birthNameIn = async (tab) => (await sessionOf(tab)).body.identity?.birthName;
const alertCode = (tab) => tab.locator(hook("alert")).getAttribute("data-code");

describe("a callback", () => {
  const demo = stage();

  it("that is opened again opens no session: the person is where she was, and hers stays", async (t) => {
    const { tab } = await demo.profile(t);
    const callbacks = callbacksOf(tab, demo.origin);
    await open(tab, demo.origin);
    await signIn(tab, "married-name");
    assert.equal(callbacks.length, 1);

    await tab.goto(callbacks[0]);
    await settled(tab);
    assert.equal(tab.url(), `${demo.origin}/`);
    assert.equal(await tab.locator(hook("alert")).count(), 0);
    assert.equal(await birthNameIn(tab), "KERVOALEN");
  });

  it("in another person's browser signs nobody in: an attacker's account cannot be slipped in", async (t) => {
    const attacker = new Person(demo.origin);
    const unused = await attacker.goToProvider("european");

    const { tab } = await demo.profile(t);
    await tab.goto(unused.href);
    await settled(tab);
    assert.equal(await alertCode(tab), "state_unknown");
    assert.equal(await birthNameIn(tab), undefined);
    assert.equal((await sessionOf(tab)).status, 401);

    // Where the login was started, the same address is good: it was the browser that was wrong.
    assert.equal((await attacker.fetch(unused.href)).headers.get("location"), "/");
    assert.equal((await attacker.session()).status, 200);
  });
});

describe("the back button", () => {
  const demo = stage();

  it("after a sign-in leads to pages that work, and the session stays the person's", async (t) => {
    const { tab } = await demo.profile(t);
    await open(tab, demo.origin);
    await signIn(tab, "married-name");

    // To the stand-in, whose page is used up.
    await tab.goBack();
    assert.ok(tab.url().startsWith(demo.standin.origin));
    // To the page before the sign-in, which now asks who is signed in.
    await tab.goBack();
    await tab.locator(hook("identity")).waitFor();
    assert.equal(await birthNameIn(tab), "KERVOALEN");
    await tab.goForward();
    await tab.goForward();
    await tab.locator(hook("identity")).waitFor();
    assert.equal(tab.url(), `${demo.origin}/`);
    assert.equal(await tab.locator(hook("alert")).count(), 0);
  });

  it("before the choice leads back to the button, and a new attempt succeeds", async (t) => {
    const { tab } = await demo.profile(t);
    await open(tab, demo.origin);
    await goToProvider(tab);
    await tab.goBack();
    await settled(tab);
    await signIn(tab, "born-abroad");
    assert.equal(await birthNameIn(tab), "EL FASSI");
  });
});

describe("the back button after a sign-out", () => {
  const demo = stage();

  it("shows nobody's identity", async (t) => {
    const { tab } = await demo.profile(t);
    await open(tab, demo.origin);
    await signIn(tab, "married-name");
    await tab.evaluate(() => history.pushState(null, "", "/?page=2"));
    await signOut(tab);
    await tab.goBack();
    await tab.locator(hook("sign-in")).waitFor();
    assert.equal(await tab.getByText("KERVOALEN").count(), 0);
  });
});

describe("the back button, to a page in the back/forward cache", () => {
  // Playwright switches the browser's back/forward cache off unless told otherwise.
  const demo = stage({}, { ignoreDefaultArgs: ["--disable-back-forward-cache"] });

  it("shows the identity of a person who is still signed in", async (t) => {
    const { tab } = await demo.profile(t);
    await open(tab, demo.origin);
    await signIn(tab, "married-name");
    await tab.evaluate((selector) => { window.before = document.querySelector(selector); }, hook("identity"));
    await tab.goto(`${demo.standin.issuer}/jwks`);
    await tab.goBack({ waitUntil: "commit" });
    // The same document, rendered once more.
    await tab.waitForFunction((selector) => window.before && document.querySelector(selector) !== window.before, hook("identity"));
    await tab.locator(hook("identity")).waitFor();
    assert.equal(await tab.locator(hook("alert")).count(), 0);
  });

  it("shows nobody's after a sign-out, not even while the Worker is being asked", async (t) => {
    const { tab } = await demo.profile(t);
    await open(tab, demo.origin);
    await signIn(tab, "married-name");
    // Playwright does not see the requests of a page from the back/forward cache, so the page itself delays its request.
    await tab.evaluate(() => {
      const { fetch } = window;
      window.fetch = (...request) => new Promise((resolve) => {
        window.ask = () => {
          window.fetch = fetch;
          resolve(fetch(...request));
        };
      });
      history.pushState(null, "", "/?page=2");
    });
    await signOut(tab);
    await tab.goBack({ waitUntil: "commit" });
    await tab.waitForFunction(() => window.ask);
    for (const shown of ["identity", "person-name"]) assert.equal(await tab.locator(hook(shown)).isVisible(), false);

    await tab.evaluate(() => window.ask());
    await tab.locator(`${hook("alert")}[data-code="session_ended"]`).waitFor();
    assert.equal(await tab.getByText("KERVOALEN").count(), 0);
  });
});

describe("two tabs", () => {
  const demo = stage();

  it("that sign in at once do not disturb one another; the later choice is who is signed in", async (t) => {
    const { context, tab: one } = await demo.profile(t);
    const other = await context.newPage();
    for (const tab of [one, other]) await open(tab, demo.origin);
    for (const tab of [one, other]) await goToProvider(tab);

    await choose(one, "married-name");
    assert.equal(await birthNameIn(one), "KERVOALEN");
    await choose(other, "born-abroad");
    assert.equal(await birthNameIn(other), "EL FASSI");
    for (const tab of [one, other]) assert.equal(await tab.locator(hook("alert")).count(), 0);

    await one.reload();
    await one.locator(hook("identity")).waitFor();
    assert.equal(await birthNameIn(one), "EL FASSI");
  });

  it("may come back in the other order than they left", async (t) => {
    const { context, tab: one } = await demo.profile(t);
    const other = await context.newPage();
    for (const tab of [one, other]) await open(tab, demo.origin);
    for (const tab of [one, other]) await goToProvider(tab);
    for (const tab of [other, one]) {
      await choose(tab, "married-name");
      await tab.locator(hook("identity")).waitFor();
    }
  });
});
