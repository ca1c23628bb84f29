/** A browser that keeps nothing of ours: cookies and storage blocked in its settings, storage full to its real quota. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { FcPivotError } from "fc-pivot";
import { freePort } from "../../world/deployment/index.mjs";
import { stage } from "../../world/browsers/stage.mjs";
import { addressesAt, verifiedStage } from "./browser-verified/stage.mjs";
import { comeBack, errorOf, identityOf, open as openVerified, pressSignIn, ready } from "./browser-verified/visitor.mjs";
import { choose, goToProvider, hook, open, sessionOf, signIn } from "../../world/browsers/visitor.mjs";

const SOMEWHERE_ELSE = "http://localhost:9";

async function assertAdvice(tab, language, way) {
  const said = await tab.locator(hook("alert")).innerText();
  assert.ok(said.includes(new FcPivotError("state_unknown").userMessage(language)), said);
  assert.match(said, way);
}

describe("cookies that are blocked", () => {
  const demo = stage();

  it("end a sign-in in state_unknown, and the person is told to allow them", async (t) => {
    const { context, tab } = await demo.blockingProfile(t, demo.origin);
    await open(tab, demo.origin);
    await goToProvider(tab);
    await choose(tab, "married-name");
    assert.equal(await tab.locator(hook("alert")).getAttribute("data-code"), "state_unknown");
    await assertAdvice(tab, "fr", /cookies autorisés/);
    await tab.locator(hook("language")).click();
    await tab.locator(hook("language-en")).click();
    await assertAdvice(tab, "en", /with cookies allowed/);

    const { status, body } = await sessionOf(tab);
    assert.deepEqual([status, body.error.code], [401, "no_session"]);
    assert.deepEqual((await context.cookies(demo.origin)).filter(({ name }) => name.startsWith("__Host-")), []);
  });

  it("of another site do no harm", async (t) => {
    const { tab } = await demo.blockingProfile(t, SOMEWHERE_ELSE);
    await open(tab, demo.origin);
    await signIn(tab, "married-name");
    assert.equal((await sessionOf(tab)).body.identity.birthName, "KERVOALEN");
  });
});

const port = await freePort();
const { address } = addressesAt(port);

async function signInVerified(tab) {
  await pressSignIn(tab);
  await comeBack(tab);
  return (await identityOf(tab)).birthName;
}

/** Fills the storage of the page's origin until it takes no further character; gives how many there were room for. */
const fill = (tab) => tab.evaluate(() => {
  let room = 0;
  for (let length = 2 ** 20; length >= 1; length /= 2) {
    try {
      for (;;) {
        sessionStorage.setItem(`full-${room}`, "x".repeat(length));
        room += length;
      }
    } catch ({ name }) {
      if (name !== "QuotaExceededError") throw new Error(name);
    }
  }
  return room;
});
const loginsIn = (tab) => tab.evaluate(() => Object.keys(sessionStorage).filter((key) => !key.startsWith("full-")));

describe("storage, where the page keeps its logins", () => {
  const demo = verifiedStage(port);

  it("that is blocked ends a login, and a callback, in storage_unavailable", async (t) => {
    const { tab } = await demo.blockingProfile(t, demo.site.origin);
    await openVerified(tab, address);
    assert.equal(await tab.evaluate(() => { try { return sessionStorage.length; } catch ({ name }) { return name; } }), "SecurityError");
    await tab.locator("#sign-in").click();
    assert.equal(await errorOf(tab), "storage_unavailable");
    assert.equal(tab.url(), address);
    await tab.goto(`${address}?state=${"0".repeat(64)}&code=c`);
    await ready(tab);
    assert.equal(await errorOf(tab), "storage_unavailable");
    assert.equal(await tab.locator("#result").count(), 0);
  });

  it("that is blocked for another site does no harm", async (t) => {
    const { tab } = await demo.blockingProfile(t, SOMEWHERE_ELSE);
    await openVerified(tab, address);
    assert.equal(await signInVerified(tab), "KERVOALEN");
  });

  it("that is full ends a login in storage_unavailable, and the next succeeds once there is room", async (t) => {
    const { tab } = await demo.profile(t);
    await openVerified(tab, address);
    assert.ok((await fill(tab)) > 1_000_000);
    await tab.locator("#sign-in").click();
    assert.equal(await errorOf(tab), "storage_unavailable");
    assert.equal(tab.url(), address);
    assert.deepEqual(await loginsIn(tab), []);

    await tab.evaluate(() => sessionStorage.clear());
    assert.equal(await signInVerified(tab), "KERVOALEN");
  });

  it("that has filled up while the person was away finishes her login all the same", async (t) => {
    const { tab } = await demo.profile(t);
    await openVerified(tab, address);
    await pressSignIn(tab);
    const provider = tab.url();
    await openVerified(tab, address);
    await fill(tab);
    await tab.goto(provider);
    await comeBack(tab);
    assert.equal((await identityOf(tab)).birthName, "KERVOALEN");
    assert.deepEqual(await loginsIn(tab), []);
  });
});
