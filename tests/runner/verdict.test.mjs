import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { preparationVerdict, verdict } from "./verdict.mjs";

const well = { code: 0, signal: null, timedOut: false };

describe("verdict", () => {
  it("accepts a run whose tests all passed", () => {
    assert.deepEqual(verdict(well, { passed: 3, failed: 0, skipped: 0 }), { passed: 3, failed: 0, reasons: [] });
  });

  it("counts each failed test once, although the runner's exit code says it again", () => {
    assert.deepEqual(verdict({ ...well, code: 101 }, { passed: 3, failed: 2, skipped: 0 }), { passed: 3, failed: 2, reasons: ["2 failed"] });
  });

  it("counts skipped tests as failed", () => {
    assert.deepEqual(verdict(well, { passed: 3, failed: 0, skipped: 1 }), {
      passed: 3,
      failed: 1,
      reasons: ["1 skipped, and nothing is skipped here"],
    });
  });

  it("fails a run without tests", () => {
    assert.deepEqual(verdict(well, { passed: 0, failed: 0, skipped: 0 }), { passed: 0, failed: 1, reasons: ["ran no test"] });
  });

  it("fails a run that died after its tests had passed", () => {
    assert.deepEqual(verdict({ ...well, code: 101 }, { passed: 3, failed: 0, skipped: 0 }), {
      passed: 3,
      failed: 1,
      reasons: ["ended with exit code 101"],
    });
  });

  it("says that a run was killed", () => {
    assert.deepEqual(verdict({ ...well, code: null, signal: "SIGSEGV" }, { passed: 3, failed: 0, skipped: 0 }).reasons, ["was ended by SIGSEGV"]);
  });

  it("says that a run took too long, not that we killed it for that", () => {
    const ending = { code: null, signal: "SIGKILL", timedOut: true };
    assert.deepEqual(verdict(ending, { passed: 3, failed: 0, skipped: 0 }), { passed: 3, failed: 1, reasons: ["did not end in time"] });
  });
});

describe("preparationVerdict", () => {
  it("counts nothing for a preparation that succeeded", () => {
    assert.deepEqual(preparationVerdict(well), { passed: 0, failed: 0, reasons: [] });
  });

  it("counts one failure for one that did not", () => {
    assert.deepEqual(preparationVerdict({ ...well, code: 2 }), { passed: 0, failed: 1, reasons: ["ended with exit code 2"] });
  });
});
