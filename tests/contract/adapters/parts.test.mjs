/** What the adapters promise of mounting, unmounting and misuse, in Chromium. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { FcPivotError } from "fc-pivot";
import { stage } from "../../world/browsers/stage.mjs";
import { bundled } from "./bundle.mjs";

describe("the adapters", () => {
  const page = bundled(fileURLToPath(new URL("parts/", import.meta.url)));
  const deployment = stage({ page });

  async function run(t, part) {
    const { tab } = await deployment.profile(t);
    await tab.goto(deployment.origin);
    return tab.evaluate((name) => window.parts[name](), part);
  }

  for (const framework of ["react", "vue"]) {
    it(`listen once for all components, show a late one what is known, and stop with the last: ${framework}`, async (t) => {
      assert.deepEqual(await run(t, framework), { during: 1, after: 0, first: "signed-in anne" });
    });
  }

  for (const framework of ["react", "vue"]) {
    it(`hydrate what a server rendered, when the answer is known before: ${framework}`, async (t) => {
      assert.deepEqual(await run(t, `${framework}Late`), []);
    });
  }

  it("stop with a scope outside of any component: vue", async (t) => {
    assert.deepEqual(await run(t, "vueScope"), { during: 1, after: 0 });
  });

  it("say what is missing above a component", async (t) => {
    assert.deepEqual(await run(t, "without"), [
      "useSession() is called outside of <FcPivotProvider auth={…}>",
      "useSession() needs app.use(fcPivot(auth))",
    ]);
  });

  it("tell of a login that does not start: element", async (t) => {
    const words = new FcPivotError("provider_unreachable").userMessage("fr");
    assert.deepEqual(await run(t, "element"), { code: "provider_unreachable", words });
  });
});
