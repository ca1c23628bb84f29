/** The time-outs of the browser-verified way's page. The tests read what the page sets, so that none of them waits. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { freePort } from "../../../world/deployment/index.mjs";
import { addressesAt, verifiedStage } from "./stage.mjs";
import { comeBack, goToProvider } from "./visitor.mjs";

/** In the page: each time-out that it sets, to be ended by hand, and each request, by the last part of its path, with what ends it. */
function observeTimes() {
  const timeOuts = [];
  const requests = [];
  window.setTimeout = (end, milliseconds) => timeOuts.push({ milliseconds, end });
  const send = window.fetch;
  window.fetch = (target, init) => {
    if (init?.signal) requests.push({ name: new URL(target, location).pathname.split("/").pop(), signal: init.signal });
    return send(target, init);
  };
  window.times = () => {
    const times = {};
    for (const { milliseconds, end } of timeOuts) {
      const waiting = requests.filter(({ signal }) => !signal.aborted);
      end();
      for (const { name } of waiting.filter(({ signal }) => signal.aborted)) times[name] = milliseconds;
    }
    return times;
  };
}

async function timesOfASignIn({ context, tab }, address) {
  await context.addInitScript(observeTimes);
  await goToProvider(tab, address);
  await comeBack(tab);
  await tab.locator("#result").waitFor();
  return tab.evaluate(() => window.times());
}

for (const [whose, options, answer] of [["its default", {}, 10_000], ["its own setting", { timeout: 20_000 }, 20_000]]) {
  describe(`the page's time-outs, by ${whose}`, async () => {
    const port = await freePort();
    const demo = verifiedStage(port, options);

    it("are one answer's for each document, and three answers' for the Worker's exchange", async (t) => {
      const times = await timesOfASignIn(await demo.profile(t), addressesAt(port).address);
      assert.deepEqual(times, { "openid-configuration": answer, exchange: 3 * answer, jwks: answer });
    });
  });
}
