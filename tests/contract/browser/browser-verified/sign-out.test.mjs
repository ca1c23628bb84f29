/** A sign-out while a login is being finished, in the browser-verified way: whoever signed out is not signed in a moment later. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { freePort } from "../../../world/deployment/index.mjs";
import { addressesAt, verifiedStage } from "./stage.mjs";
import { choose, comeBack, errorOf, goToProvider, identityOf, readJson, ready, storedIn } from "./visitor.mjs";

const port = await freePort();
const { address } = addressesAt(port);
const EXCHANGE = "**/auth/exchange";
const WASM = "**/fc_pivot_bg.wasm";

async function signIn(tab) {
  await goToProvider(tab, address);
  await comeBack(tab);
  assert.equal((await identityOf(tab)).birthName, "KERVOALEN");
}

/** The next request for `pattern`, held back. */
async function hold(tab, pattern) {
  let come;
  const held = new Promise((resolve) => { come = resolve; });
  await tab.route(pattern, (route) => come(route), { times: 1 });
  return held;
}

/** Brings the person back; the exchange is done, and its answer held back. Gives what delivers it. */
async function chooseAndHold(tab) {
  const exchange = hold(tab, EXCHANGE);
  await choose(tab);
  const route = await exchange;
  const response = await route.fetch();
  return () => route.fulfill({ response });
}

describe("a sign-out while a login is being finished", () => {
  const demo = verifiedStage(port);

  async function assertNobody(tab, code) {
    await ready(tab);
    assert.equal(await errorOf(tab), code);
    assert.deepEqual(await tab.evaluate(async () => [await pivot.session(), changes]), [null, []]);
    assert.deepEqual(await storedIn(tab), {});
  }

  it("ends it, in the same tab; the next login succeeds", async (t) => {
    const { tab } = await demo.profile(t);
    await goToProvider(tab, address);
    const deliver = await chooseAndHold(tab);
    await tab.evaluate(() => pivot.logout());
    await deliver();
    await assertNobody(tab, "no_session");
    await signIn(tab);
  });

  it("ends it in another tab; the next login succeeds", async (t) => {
    const { context, tab } = await demo.profile(t);
    await signIn(tab);
    const other = await context.newPage();
    await goToProvider(other, address);
    const deliver = await chooseAndHold(other);
    await other.evaluate(() => {
      const { issuer, clientId } = JSON.parse(document.querySelector("#options").textContent);
      const channel = new BroadcastChannel(`fc-pivot ${issuer} ${clientId}`);
      window.told = new Promise((resolve) => { channel.onmessage = resolve; }).then(() => channel.close());
    });
    await tab.locator("#sign-out").click();
    await other.evaluate(() => window.told);
    await deliver();
    await assertNobody(other, "no_session");
    await signIn(other);
  });

  it("leaves nothing to try again after a return that failed by itself", async (t) => {
    const { tab } = await demo.profile(t);
    for (const signedOut of [false, true]) {
      await goToProvider(tab, address);
      const wasm = hold(tab, WASM);
      await choose(tab);
      const route = await wasm;
      if (signedOut) await tab.evaluate(() => pivot.logout());
      await route.abort();
      await ready(tab);
      assert.equal(await errorOf(tab), "wasm_unavailable");
      assert.equal(Object.keys(await storedIn(tab)).length, signedOut ? 0 : 1);
      await tab.evaluate(() => sessionStorage.clear());
    }
  });

  it("is listened for from the return on, for as long as somebody is signed in", async (t) => {
    const { context, tab } = await demo.profile(t);
    await context.addInitScript(() => {
      window.channels = 0;
      window.BroadcastChannel = class extends BroadcastChannel {
        constructor(name) { super(name); window.channels += 1; }
        close() { super.close(); window.channels -= 1; }
      };
    });
    const channels = () => tab.evaluate(() => window.channels);
    await goToProvider(tab, address);
    await tab.locator("[data-cancel]").click();
    await ready(tab);
    assert.deepEqual([await errorOf(tab), await channels()], ["access_denied", 0]);
    await goToProvider(tab, address);
    const deliver = await chooseAndHold(tab);
    assert.equal(await channels(), 1);
    await deliver();
    await ready(tab);
    assert.equal((await readJson(tab, "result")).assurance.acr, "eidas3");
    assert.equal(await channels(), 1);
  });
});
