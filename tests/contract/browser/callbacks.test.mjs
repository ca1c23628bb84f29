/** Callbacks that come again: at once, after "back", in a duplicated tab. At most one of them signs in. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { freePort } from "../../world/deployment/index.mjs";
import { stage } from "../../world/browsers/stage.mjs";
import { addressesAt, verifiedStage } from "./browser-verified/stage.mjs";
import { comeBack, errorOf, goToProvider as goToProviderFromPage, identityOf, ready } from "./browser-verified/visitor.mjs";
import { goToProvider, hook, open, sessionOf, settled, signIn } from "../../world/browsers/visitor.mjs";

const PERSON = '[data-person="married-name"]';
const birthNameIn = async (tab) => (await sessionOf(tab)).body.identity?.birthName;

/** Goes through the stand-in, which sends the browser to a page of its own instead of the callback; gives the callback's address. */
async function unsentCallback(tab, { standin, wrongs }) {
  const elsewhere = `${standin.issuer}/jwks`;
  let address;
  wrongs.callback = (url) => {
    address = url.href;
    return elsewhere;
  };
  await tab.locator(PERSON).click();
  await tab.waitForURL(elsewhere);
  delete wrongs.callback;
  return address;
}

/** Holds the token endpoint's answers back until so many are there: the callbacks that wait for them are under way at the same time. */
function together(count) {
  const waiting = [];
  return (answer) => new Promise((resolve) => {
    waiting.push(() => resolve(answer));
    if (waiting.length === count) waiting.forEach((release) => release());
  });
}

/**
 * Opens a callback in two tabs at once; gives the codes of the alerts that they show, `null` for none. Chromium holds a request back
 * while it fetches the same address for another tab: an unknown parameter makes the two addresses differ.
 */
async function openTwice(context, one, address) {
  const tabs = [one, await context.newPage()];
  await Promise.all(tabs.map((tab, number) => tab.goto(`${address}&tab=${number}`)));
  await Promise.all(tabs.map(settled));
  return Promise.all(tabs.map(async (tab) => {
    const alert = tab.locator(hook("alert"));
    return (await alert.count()) === 0 ? null : alert.getAttribute("data-code");
  }));
}

describe("a callback that is sent twice at once", () => {
  const demo = stage();

  it("ends both where the provider takes the second for a theft of the code: nobody is signed in, and a new sign-in succeeds", async (t) => {
    const { context, tab } = await demo.profile(t);
    await open(tab, demo.origin);
    await goToProvider(tab);
    const callback = await unsentCallback(tab, demo);
    demo.wrongs.answer = { token: together(2) };
    t.after(() => delete demo.wrongs.answer);
    // The provider revokes the first one's access token when its code comes again (RFC 6749 §4.1.2).
    assert.deepEqual((await openTwice(context, tab, callback)).sort(), ["code_rejected", "grant_expired"]);
    assert.equal((await sessionOf(tab)).status, 401);

    delete demo.wrongs.answer;
    await open(tab, demo.origin);
    await signIn(tab, "married-name");
    assert.equal(await birthNameIn(tab), "KERVOALEN");
  });
});

describe("a callback that is sent twice at once, where a store knows of its use", () => {
  const demo = stage({ settings: { SESSION_STORE: "durable-object" } });

  it("signs in once: the code is sent to the provider a single time", async (t) => {
    const { context, tab } = await demo.profile(t);
    await open(tab, demo.origin);
    await goToProvider(tab);
    const callback = await unsentCallback(tab, demo);
    let exchanges = 0;
    demo.wrongs.answer = { token: (answer) => { exchanges += 1; return answer; } };
    t.after(() => delete demo.wrongs.answer);
    const [refused, ...others] = (await openTwice(context, tab, callback)).filter((code) => code !== null);
    assert.deepEqual([refused, others], ["state_unknown", []]);
    assert.equal(exchanges, 1);
    assert.equal(await birthNameIn(tab), "KERVOALEN");
  });
});

const port = await freePort();
const { address } = addressesAt(port);
const birthNameOf = async (tab) => (await identityOf(tab)).birthName;

describe("a callback of the browser-verified way", () => {
  const demo = verifiedStage(port);

  it("that is reached again by back and forward shows nobody, and a new login succeeds", async (t) => {
    const { tab } = await demo.profile(t);
    await goToProviderFromPage(tab, address);
    await comeBack(tab, "married-name");
    assert.equal(await birthNameOf(tab), "KERVOALEN");
    await tab.goBack();
    assert.ok(tab.url().startsWith(demo.standin.origin));
    await tab.goForward();
    await ready(tab);
    assert.equal(await errorOf(tab), "state_unknown");
    assert.equal(await tab.locator("#result").count(), 0);
    await goToProviderFromPage(tab, address);
    await comeBack(tab, "born-abroad");
    assert.equal(await birthNameOf(tab), "EL FASSI");
  });

  it("in the other order than two tabs left leaves both their logins", async (t) => {
    const { context, tab: one } = await demo.profile(t);
    const other = await context.newPage();
    for (const tab of [one, other]) await goToProviderFromPage(tab, address);
    await comeBack(other, "born-abroad");
    await comeBack(one, "married-name");
    assert.equal(await birthNameOf(other), "EL FASSI");
    assert.equal(await birthNameOf(one), "KERVOALEN");
  });

  it("in the tab of another login is unknown there, and good in its own", async (t) => {
    const { context, tab: one } = await demo.profile(t);
    const other = await context.newPage();
    for (const tab of [one, other]) await goToProviderFromPage(tab, address);
    const callback = await unsentCallback(one, demo);
    await other.goto(callback);
    await ready(other);
    assert.equal(await errorOf(other), "state_unknown");
    await one.goto(callback);
    await ready(one);
    assert.equal(await birthNameOf(one), "KERVOALEN");
  });

  it("in a duplicated tab, which has a copy of the login, fails at the provider", async (t) => {
    const { context, tab } = await demo.profile(t);
    await goToProviderFromPage(tab, address);
    const callback = await unsentCallback(tab, demo);
    await tab.goto(address);
    const [copy] = await Promise.all([context.waitForEvent("page"), tab.evaluate((url) => { window.open(url); }, address)]);
    await ready(copy);
    assert.equal(await copy.evaluate(() => sessionStorage.length), 1);

    await tab.goto(callback);
    await ready(tab);
    assert.equal(await birthNameOf(tab), "KERVOALEN");
    await copy.goto(callback);
    await ready(copy);
    assert.equal(await errorOf(copy), "code_rejected");
    assert.equal(await copy.locator("#result").count(), 0);
  });
});
