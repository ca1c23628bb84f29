import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { cargoTest, lint, nodeTest, total } from "./counts.mjs";

describe("cargoTest", () => {
  const passing = `
     Running unittests src/lib.rs (target/debug/deps/fc_pivot-d49a121d4673f3b4)

running 12 tests
test jose::jws::tests::accepts_es256 ... ok

test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.07s

   Doc-tests fc_pivot

running 1 test
test src/lib.rs - verify (line 5) ... ok

test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s

all doctests ran in 0.37s; merged doctests compilation took 0.36s
`;

  it("adds unit and doc tests", () => {
    assert.deepEqual(cargoTest(passing), { passed: 13, failed: 0, skipped: 0 });
  });

  it("counts failures of every binary", () => {
    const failing = passing.replace("ok. 12 passed; 0 failed", "FAILED. 9 passed; 3 failed");
    assert.deepEqual(cargoTest(failing), { passed: 10, failed: 3, skipped: 0 });
  });

  it("counts ignored and filtered tests as skipped", () => {
    const partial = passing.replace("12 passed; 0 failed; 0 ignored; 0 measured; 0 filtered", "7 passed; 0 failed; 2 ignored; 0 measured; 3 filtered");
    assert.deepEqual(cargoTest(partial), { passed: 8, failed: 0, skipped: 5 });
  });

  it("reads through colours", () => {
    const coloured = "test result: \u001b[32mok\u001b[m. 4 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n";
    assert.deepEqual(cargoTest(coloured), { passed: 4, failed: 0, skipped: 0 });
  });

  it("counts nothing where nothing compiled", () => {
    assert.deepEqual(cargoTest("error: could not compile `fc-pivot` (lib) due to 1 previous error\n"), { passed: 0, failed: 0, skipped: 0 });
  });
});

describe("nodeTest", () => {
  const summary = (pass, fail, cancelled, skipped, todo) =>
    `ℹ tests ${pass + fail + cancelled + skipped + todo}\nℹ suites 1\nℹ pass ${pass}\nℹ fail ${fail}\nℹ cancelled ${cancelled}\nℹ skipped ${skipped}\nℹ todo ${todo}\nℹ duration_ms 328.7\n`;

  it("reads the summary", () => {
    assert.deepEqual(nodeTest(`▶ s\n  ✔ a (0.7ms)\n✔ s (3.8ms)\n${summary(8, 0, 0, 0, 0)}`), { passed: 8, failed: 0, skipped: 0 });
  });

  it("counts cancelled tests as failed", () => {
    assert.deepEqual(nodeTest(`${summary(8, 2, 1, 0, 0)}\n✖ failing tests:\n`), { passed: 8, failed: 3, skipped: 0 });
  });

  it("counts todo tests as skipped", () => {
    assert.deepEqual(nodeTest(summary(8, 0, 0, 1, 2)), { passed: 8, failed: 0, skipped: 3 });
  });

  it("trusts the runner's own summary, the last one, and not what a test printed", () => {
    assert.deepEqual(nodeTest(`${summary(99, 0, 0, 0, 0)}ℹ pass 98\n${summary(1, 0, 0, 0, 0)}ℹ pass 97\n`), { passed: 1, failed: 0, skipped: 0 });
  });

  it("counts a file without tests as a failure, although node calls it a pass", () => {
    const empty = `✔ a test (1.2ms)\n✔ /work/tests/empty.test.mjs (112.838432ms)\n${summary(2, 0, 0, 0, 0)}`;
    assert.deepEqual(nodeTest(empty), { passed: 1, failed: 1, skipped: 0 });
  });

  it("counts nothing where node did not get to its summary", () => {
    assert.deepEqual(nodeTest("node: bad option: --test-reporters\n"), { passed: 0, failed: 0, skipped: 0 });
  });
});

describe("lint", () => {
  it("counts the steps that were confirmed", () => {
    assert.deepEqual(lint("lint: format\nlint: format ok\nlint: clippy-edge\nlint: clippy-edge ok\n"), { passed: 2, failed: 0, skipped: 0 });
  });

  it("counts a step that was begun only as failed", () => {
    const output = "lint: format\nDiff in src/lib.rs:3:\nmake: *** [Makefile:61: lint-format] Error 1\nlint: types\nlint: types ok\n";
    assert.deepEqual(lint(output), { passed: 1, failed: 1, skipped: 0 });
  });
});

describe("total", () => {
  it("adds up kind by kind", () => {
    assert.deepEqual(total([{ passed: 1, failed: 2, skipped: 3 }, { passed: 10, failed: 20, skipped: 30 }]), { passed: 11, failed: 22, skipped: 33 });
  });

  it("is zero for no counts", () => {
    assert.deepEqual(total([]), { passed: 0, failed: 0, skipped: 0 });
  });
});
