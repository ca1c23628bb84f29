/** A trap of the page's Wasm in a real browser (tests/world/deployment/exhaustion.js), then the next click. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { freePort } from "../../../world/deployment/index.mjs";
import { addressesAt, verifiedStage } from "./stage.mjs";
import { comeBack, identityOf, open, pressSignIn, readJson, storedIn } from "./visitor.mjs";

const exhaustion = await readFile(new URL("../../../world/deployment/exhaustion.js", import.meta.url), "utf8");
const port = await freePort();
const { address } = addressesAt(port);

async function prefetch(tab) {
  await tab.locator("#prefetch").click();
  assert.equal(await readJson(tab, "prefetched"), true);
}

async function signIn(tab) {
  await pressSignIn(tab);
  await comeBack(tab);
}

describe("a trap in the page", () => {
  const demo = verifiedStage(port);

  async function openPage(t) {
    const { context, tab } = await demo.profile(t);
    await context.addInitScript({ content: exhaustion });
    await open(tab, address);
    return tab;
  }

  it("at the start of a login ends in an error and keeps nothing; the next click signs in with another instance", async (t) => {
    const tab = await openPage(t);
    await prefetch(tab);
    await tab.evaluate(() => exhaust());
    await tab.locator("#sign-in").click();
    assert.deepEqual(await readJson(tab, "error"), { code: "internal", retryable: true });
    assert.deepEqual(await storedIn(tab), {});
    await tab.locator("#prefetch").click();
    await tab.waitForFunction(() => wasmInstances() === 2);
    await signIn(tab);
    assert.equal((await identityOf(tab)).birthName, "KERVOALEN");
  });

  it("between the exchange and the verification shows nobody, and the next sign-in succeeds", async (t) => {
    const tab = await openPage(t);
    await tab.route("**/auth/exchange", async (route) => {
      await tab.evaluate(() => exhaust());
      await route.continue();
    }, { times: 1 });
    await signIn(tab);
    assert.deepEqual(await readJson(tab, "error"), { code: "internal", retryable: true });
    assert.equal(await tab.locator("#result").count(), 0);
    assert.deepEqual(await storedIn(tab), {});
    await signIn(tab);
    assert.equal((await identityOf(tab)).birthName, "KERVOALEN");
    assert.equal(await tab.locator("#error").count(), 0);
  });
});
