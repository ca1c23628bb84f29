/** What each way of use transfers, before the click and after it, and what the Worker weighs, within the budgets of budgets.json. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { deployed } from "./deployed.mjs";
import { root } from "../../runner/checkout.mjs";
import { npm } from "../../world/packed/npm.mjs";
import { workshop } from "./projects.mjs";
import { transfer } from "./transfer.mjs";

const budgets = JSON.parse(await readFile(new URL("budgets.json", import.meta.url), "utf8"));
const { "edge Worker": edgeWorker, "the Worker of worker/": readyWorker, "ready-made standard library": readyMade, ...ways } = budgets;
const compiler = execFileSync(join(root, "pkg/build/toolchain.sh"), ["way"], { encoding: "utf8" }).trim();
const allowance = compiler === "debian" ? 0 : readyMade.allowance;
const shop = await workshop();
after(() => shop.remove());
const installed = join(await shop.project("script"), "node_modules/fc-pivot");

const bytes = (number) => `${number.toLocaleString("en")} bytes`;

describe("what a page transfers (brotli)", () => {
  for (const [way, { entry, import: name, beforeClick, afterClick }] of Object.entries(ways)) {
    const budget = { beforeClick, afterClick: afterClick > 0 ? afterClick + allowance : 0 };
    it(`stays within its budget: ${way}`, async () => {
      const { beforeClick, afterClick } = await transfer(installed, entry, name);
      for (const [when, spent] of Object.entries({ beforeClick, afterClick })) {
        console.log(`sizes: ${way}, ${when === "beforeClick" ? "before" : "after"} the click: ${bytes(spent)} of ${bytes(budget[when])}`);
        assert.ok(spent <= budget[when], `${when}: ${spent} > ${budget[when]}`);
      }
      assert.ok(beforeClick > 0);
    });
  }

  it("has no Wasm, and nothing that would fetch it, in the edge session", async () => {
    const { usesWasm, sources, afterClick } = await transfer(installed, "fc-pivot", "edgeSession");
    assert.equal(usesWasm, false);
    assert.deepEqual(sources.filter((path) => /dist\/(browser|edge|load|page|worker)\//.test(path)), []);
    assert.equal(afterClick, 0);
    // The twin: where Wasm is, this finds it.
    const verified = await transfer(installed, "fc-pivot/browser", "browserVerified");
    assert.equal(verified.usesWasm, true);
    assert.ok(verified.sources.some((path) => /dist\/browser\//.test(path)));
    assert.ok(verified.afterClick > 0);
  });
});

describe("what a deployed Worker weighs (brotli)", () => {
  const FOLDERS = {
    "edge Worker": async () => {
      const project = await shop.project(edgeWorker.fixture);
      await npm(project, "run", "build", "--silent", "--", "--minify");
      return [join(project, "dist"), edgeWorker.complete];
    },
    "the Worker of worker/": async () => [join(root, "worker/dist"), readyWorker.complete],
  };
  for (const [worker, build] of Object.entries(FOLDERS)) {
    it(`stays within its budget, script and Wasm together: ${worker}`, async () => {
      const [folder, complete] = await build();
      const { script, wasm } = await deployed(folder);
      const budget = complete + allowance;
      console.log(`sizes: ${worker}: ${bytes(script)} of script and ${bytes(wasm)} of Wasm, ${bytes(script + wasm)} of ${bytes(budget)}`);
      assert.ok(script > 0 && wasm > 0);
      assert.ok(script + wasm <= budget, `${script} + ${wasm} > ${budget}`);
    });
  }
});
