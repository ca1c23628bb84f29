/** The provider's signing keys, as a page of the browser-verified way meets their rotation: with a browser's own HTTP cache before them. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { freePort } from "../deployment/index.mjs";
import { PERSON } from "./plain-provider.mjs";
import { plainStage } from "./plain-stage.mjs";
import { addressesAt, verifiedStage } from "./verified-stage.mjs";

const readJson = async (tab, id) => JSON.parse(await tab.locator(`#${id}`).textContent());

async function open(tab, address) {
  await tab.goto(address);
  await tab.locator("#ready").waitFor();
}

/** The page is loaded anew on the way back: only when it has finished does it say one of the two. */
const finished = (tab) => tab.locator("#result, #error").waitFor();

describe("the provider's signing keys, with the Worker", async () => {
  const port = await freePort();
  const { address } = addressesAt(port);
  const demo = verifiedStage(port);
  const fetches = () => demo.standin.log.filter(({ route }) => route === "/jwks").length;

  async function signIn(tab) {
    await open(tab, address);
    await tab.locator("#sign-in").click();
    await tab.locator('[data-person="married-name"]').click();
    await finished(tab);
  }

  it("N15 rotate: an unknown kid is looked for once more, past the browser's cache, and found", async (t) => {
    const { tab } = await demo.profile(t);
    await signIn(tab);
    await readJson(tab, "result");
    const before = fetches();
    await signIn(tab);
    await readJson(tab, "result");
    const cached = fetches() - before;

    demo.standin.rotateSigningKey();
    for (const login of ["first", "next"]) {
      await signIn(tab);
      assert.equal(await tab.locator("#error").count(), 0, `${login} login after the rotation`);
      assert.equal((await readJson(tab, "result")).identity.birthName, "KERVOALEN");
    }
    // The page's own, from the browser's cache before the rotation and renewed with the reload; the Worker reads no keys in this way.
    assert.deepEqual([cached, fetches() - before], [0, 1]);
  });

  it("N15 a kid that the provider does not publish is refused, and looked for once", async (t) => {
    demo.wrongs.idToken = ({ header, claims, sign }) => sign({ ...header, kid: "nobody's" }, claims);
    t.after(() => delete demo.wrongs.idToken);
    const { tab } = await demo.profile(t);
    const before = fetches();
    await signIn(tab);
    assert.equal((await readJson(tab, "error")).code, "key_unknown");
    assert.equal(fetches() - before, 2);
    delete demo.wrongs.idToken;
    await signIn(tab);
    assert.equal((await readJson(tab, "result")).identity.birthName, "KERVOALEN");
  });
});

describe("the provider's signing keys, without a Worker", async () => {
  const stage = plainStage(await freePort());

  it("N15 rotate: an unknown kid is looked for once more, past the browser's cache, and found", async (t) => {
    const context = await stage.browser.newContext();
    t.after(() => context.close());
    const tab = await context.newPage();
    const fetched = async () => {
      stage.provider.asked.length = 0;
      await open(tab, stage.address);
      await tab.locator("#sign-in").click();
      await finished(tab);
      assert.equal(await tab.locator("#error").count(), 0);
      assert.equal((await readJson(tab, "result")).identity.sub, PERSON.sub);
      return stage.provider.asked.filter((request) => request === "GET /jwks").length;
    };
    assert.deepEqual([await fetched(), await fetched()], [1, 0]);
    stage.provider.rotateSigningKey();
    assert.deepEqual([await fetched(), await fetched()], [1, 0]);
  });
});
