/** The oldest browsers that the README names: what came later is taken away from Chromium, and both ways of use and the adapters work all the same. */
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { after, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { bundled, example } from "../adapters/bundle.mjs";
import { freePort } from "../../world/deployment/index.mjs";
import { FLOOR, takeNewerFunctionsAway } from "./floor.mjs";
import { knows, sessionPage } from "./edge-session/session-page.mjs";
import { stage } from "../../world/browsers/stage.mjs";
import { addressesAt, verifiedStage } from "./browser-verified/stage.mjs";
import { comeBack, identityOf, open, pressSignIn } from "./browser-verified/visitor.mjs";

const NAME = "KERVOALEN";
const port = await freePort();
const page = await sessionPage();
after(() => rm(page, { recursive: true }));

/** A tab of such a browser. */
async function oldTab(t, demo) {
  const { context, tab } = await demo.profile(t);
  await context.addInitScript(takeNewerFunctionsAway);
  return tab;
}

/** What a page would have needed: none of it is there, or the test shows nothing. */
const gone = (tab) => tab.evaluate(() => [
  AbortSignal.timeout, AbortSignal.any, window.structuredClone, Promise.withResolvers, Object.groupBy, Object.hasOwn, [].at, [].findLast, [].toSorted,
  "".at, crypto.randomUUID, URL.canParse, Response.json, window.BroadcastChannel,
].every((each) => each === undefined));

describe("in the oldest browsers", () => {
  describe("an edge session", () => {
    const demo = stage({ page });

    it("is found, watched and ended", async (t) => {
      const tab = await oldTab(t, demo);
      await tab.goto(demo.origin);
      await knows(tab, null);
      assert.ok(await gone(tab));
      await tab.evaluate(() => void window.auth.login());
      await tab.locator('[data-person="married-name"]').click();
      await knows(tab, NAME);
      await tab.evaluate(() => void window.auth.logout());
      await knows(tab, null);
    });

    it("tells of a failed login", async (t) => {
      const tab = await oldTab(t, demo);
      await tab.goto(demo.origin);
      await knows(tab, null);
      await tab.evaluate(() => void window.auth.login());
      await tab.locator("[data-cancel]").click();
      await tab.waitForURL(/auth_error=/);
      await knows(tab, null);
      assert.equal(await tab.evaluate(() => window.auth.takeError(location).code), "access_denied");
    });
  });

  describe("the browser-verified way", () => {
    const demo = verifiedStage(port);

    it("signs a person in and out", async (t) => {
      const tab = await oldTab(t, demo);
      await open(tab, addressesAt(port).address);
      assert.ok(await gone(tab));
      await pressSignIn(tab);
      await comeBack(tab);
      assert.equal((await identityOf(tab)).birthName, NAME);
      await tab.locator("#sign-out").click();
      await tab.locator("#signed-out").waitFor();
    });
  });

  for (const adapter of ["element", "react", "vue"]) {
    describe(`the adapter: ${adapter}`, () => {
      const demo = stage({ page: bundled(example(adapter)) });

      it("signs a person in and out", async (t) => {
        const tab = await oldTab(t, demo);
        await tab.goto(demo.origin);
        await tab.getByRole("button", { name: /^Sign in with FranceConnect$/ }).click();
        await tab.locator('[data-person="married-name"]').click();
        await tab.getByText("Signed in as VASSEUR-MORIN").waitFor();
        assert.ok(await gone(tab));
        await tab.getByRole("button", { name: "Sign out" }).click();
        await tab.getByRole("button", { name: /^Sign in with FranceConnect$/ }).waitFor();
      });
    });
  }
});

describe("the syntax of a page's entries", () => {
  const bundle = async (entry, target) => {
    const entryPoints = [fileURLToPath(new URL(`../../../pkg/dist/${entry}.js`, import.meta.url))];
    const { outputFiles: [{ text }] } = await build({ entryPoints, bundle: true, format: "esm", write: false, logLevel: "silent", target, external: ["react", "vue"] });
    return text;
  };

  for (const entry of ["index", "browser-verified/index", "adapters/react", "adapters/vue", "adapters/element", "adapters/dsfr"]) {
    it(`needs nothing newer than the oldest browsers have: ${entry}`, async () => {
      assert.equal(await bundle(entry, FLOOR), await bundle(entry, "esnext"));
    });
  }

  it("would be rewritten where it is newer", async () => {
    const write = (target) => build({ stdin: { contents: "class A { static { use(/(?<=a)b/v) } }" }, write: false, logLevel: "silent", target });
    const [floor, newest] = await Promise.all([write(FLOOR), write("esnext")]);
    assert.notEqual(floor.outputFiles[0].text, newest.outputFiles[0].text);
  });
});
