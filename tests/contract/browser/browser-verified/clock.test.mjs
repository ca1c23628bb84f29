/**
 * The browser-verified way on a computer whose clock is wrong: good tokens are taken, bad ones are not, whatever the clock shows; and where
 * nobody tells another time, the error names the clock.
 */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { freePort } from "../../../world/deployment/index.mjs";
import { PERSON } from "../../../world/deployment/plain-provider.mjs";
import { plainStage } from "./plain-stage.mjs";
import { addressesAt, verifiedStage } from "./stage.mjs";
import { choose, finished, goToProvider, identityOf, open, readJson } from "./visitor.mjs";
import { offBy, offUntilSet, setClock } from "./wrong-clock.mjs";

const HOUR = 3600;
/** Seconds: a little slow or fast, minutes and hours of both, and years, as after an empty battery. */
const SKEWS = [-45, 60, 300, -300, HOUR, -HOUR, -20 * 365 * 24 * HOUR];

const outcomeOf = async (tab) => {
  await finished(tab);
  return (await tab.locator("#error").count()) > 0 ? readJson(tab, "error") : identityOf(tab);
};

/** A token that was made so many seconds earlier or later. */
const dated = (seconds) => ({ header, claims, sign }) => sign(header, { ...claims, iat: claims.iat + seconds, exp: claims.exp + seconds });

describe("with the Worker, which tells the time", async () => {
  const port = await freePort();
  const { address } = addressesAt(port);
  const demo = verifiedStage(port);

  async function signIn(tab) {
    await goToProvider(tab, address);
    await choose(tab);
    return outcomeOf(tab);
  }

  for (const seconds of SKEWS) {
    it(`a clock that is off by ${seconds} seconds: signs in, and tokens of another time are refused`, async (t) => {
      const { context, tab } = await demo.profile(t);
      t.after(() => delete demo.wrongs.idToken);
      await offBy(context, seconds);
      assert.equal((await signIn(tab)).birthName, "KERVOALEN");
      for (const [wrong, code] of [
        [dated(-600), "token_expired"],
        [dated(600), "token_not_yet_valid"],
        [({ header, claims, sign }) => sign(header, { ...claims, iat: claims.iat - 600 }), "token_stale"],
        // A token of now by the person's clock. Provider and Worker have another time.
        [dated(seconds), seconds > 0 ? "token_not_yet_valid" : seconds === -45 ? "token_stale" : "token_expired"],
      ]) {
        demo.wrongs.idToken = wrong;
        assert.equal((await signIn(tab)).code, code);
      }
    });
  }

  for (const [before, after] of [[0, HOUR * 2], [0, -HOUR * 2], [HOUR * 2, 0], [-HOUR * 2, 0]]) {
    it(`a clock that is off by ${before} seconds, and by ${after} on the way back, ends no login`, async (t) => {
      const { context, tab } = await demo.profile(t);
      await offUntilSet(context, before);
      await goToProvider(tab, address);
      const provider = tab.url();
      await open(tab, address);
      await setClock(tab, after);
      await tab.goto(provider);
      await choose(tab);
      assert.equal((await outcomeOf(tab)).birthName, "KERVOALEN");
    });
  }

  it("an older Worker, which does not tell it: a wrong clock is named, a right one signs in", async (t) => {
    for (const [seconds, code] of [[0, undefined], [300, "clock_wrong"], [-300, "clock_wrong"], [-45, "clock_wrong"]]) {
      const { context, tab } = await demo.profile(t);
      await offBy(context, seconds);
      await tab.route("**/auth/exchange", async (route) => {
        const response = await route.fetch();
        const { now, ...json } = await response.json();
        assert.ok(Number.isInteger(now));
        await route.fulfill({ response, json });
      });
      const outcome = await signIn(tab);
      assert.equal(outcome.code, code);
      if (code !== undefined) assert.equal(outcome.retryable, false);
    }
  });
});

describe("without a Worker", async () => {
  const stage = plainStage(await freePort());

  async function signIn(t, seconds) {
    const context = await stage.browser.newContext();
    t.after(() => context.close());
    await offBy(context, seconds);
    const tab = await context.newPage();
    await open(tab, stage.address);
    await tab.locator("#sign-in").click();
    return { tab, outcome: await outcomeOf(tab) };
  }

  for (const seconds of SKEWS) {
    it(`a clock that is off by ${seconds} seconds: signs in where the provider shows its Date`, async (t) => {
      t.after(() => { stage.provider.showsDate = false; });
      stage.provider.showsDate = true;
      assert.equal((await signIn(t, seconds)).outcome.sub, PERSON.sub);
    });
  }

  it("names the clock where the provider does not show its Date, in both languages; a right clock signs in", async (t) => {
    assert.equal((await signIn(t, 0)).outcome.sub, PERSON.sub);
    for (const seconds of [-45, -HOUR, 2 * HOUR]) {
      const { tab, outcome } = await signIn(t, seconds);
      assert.deepEqual(outcome, { code: "clock_wrong", retryable: false });
      const [fr, en] = await tab.evaluate(() => pivot.finish(location).catch((error) => [error.userMessage("fr"), error.userMessage("en")]));
      assert.match(fr, /L’heure de votre appareil/);
      assert.match(en, /The clock of your device/);
    }
  });
});
