/**
 * Tests of the Worker's contract and of attacks, once more, in the newest workerd under the newest miniflare: those of sessions, stores (KV, Durable
 * Objects), levels, sign-out and stolen codes. The variable WORKERD chooses the tool, the files are the same.
 */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { describe, it } from "node:test";
import { promisify } from "node:util";
import { nodeTest } from "../../runner/counts.mjs";
import { root } from "../../runner/checkout.mjs";

const run = promisify(execFile);
const DEPLOYMENT = "./tests/world/deployment/index.mjs";
const BOUND_MS = 300_000;

const { NODE_TEST_CONTEXT: _, ...inherited } = process.env;
const node = (workerd, args) =>
  run(process.execPath, args, { cwd: root, timeout: BOUND_MS, maxBuffer: 2 ** 26, env: { ...inherited, NO_COLOR: "1", WORKERD: workerd } })
    .catch((error) => error);
const worker = ["stores", "store-faults", "session", "logout", "routes", "navigation", "exchange"]
  .map((name) => `tests/contract/worker/${name}.test.mjs`);
const attacks = ["stolen-code", "pkce", "encrypted"].map((name) => `tests/adversary/attacks/${name}.test.mjs`);

describe("the newest workerd", () => {
  const startOf = (workerd) => node(workerd, ["--input-type=module", "-e", `console.log((await import("${DEPLOYMENT}")).startWorker.name)`]);

  it("is what WORKERD=newest chooses, and an unknown name chooses nothing", async () => {
    assert.equal((await startOf("newest")).stdout, "startNewestWorker\n");
    assert.equal((await startOf("locked")).stdout, "startWorker\n");
    assert.match((await startOf("unheard-of")).stderr, /WORKERD=unheard-of: expected locked or newest/);
  });

  for (const file of [...worker, ...attacks]) {
    it(`passes ${file}`, async () => {
      const { stdout, code = 0 } = await node("newest", ["--test", "--test-reporter=spec", file]);
      const { passed, failed, skipped } = nodeTest(stdout);
      assert.deepEqual([failed, skipped, code], [0, 0, 0], stdout);
      assert.ok(passed > 0, stdout);
    });
  }
});
