/** How long the page of the browser-verified way waits for what: read off the time-outs that it sets, so that no test waits for one. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { freePort } from "../deployment/index.mjs";
import { addressesAt, verifiedStage } from "./verified-stage.mjs";

/** In the page: what each request was given, by the last part of its path. */
function observeTimes() {
  const timeOuts = new WeakMap();
  const { timeout } = AbortSignal;
  AbortSignal.timeout = (milliseconds) => {
    const signal = timeout.call(AbortSignal, milliseconds);
    timeOuts.set(signal, milliseconds);
    return signal;
  };
  const send = window.fetch;
  window.times = {};
  window.fetch = (target, init) => {
    const name = new URL(target, location).pathname.split("/").pop();
    if (init?.signal) window.times[name] = timeOuts.get(init.signal);
    return send(target, init);
  };
}

async function timesOfASignIn({ context, tab }, address) {
  await context.addInitScript(observeTimes);
  await tab.goto(address);
  await tab.locator("#ready").waitFor();
  await tab.locator("#sign-in").click();
  await tab.locator('[data-person="married-name"]').click();
  await tab.locator("#result").waitFor();
  return tab.evaluate(() => window.times);
}

for (const [whose, options, answer] of [["its default", {}, 10_000], ["its own setting", { timeout: 20_000 }, 20_000]]) {
  describe(`the page's patience, by ${whose}`, async () => {
    const port = await freePort();
    const demo = verifiedStage(port, options);

    it("is that of one answer for each document, and that of the provider's three for the Worker's exchange", async (t) => {
      const times = await timesOfASignIn(await demo.profile(t), addressesAt(port).address);
      assert.deepEqual(times, { "openid-configuration": answer, exchange: 3 * answer, jwks: answer });
    });
  });
}
