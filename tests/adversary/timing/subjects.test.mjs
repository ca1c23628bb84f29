/** What `make timing` compares by time, compared by code and message; and the statistics that it compares with. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { subjects } from "./subjects.mjs";
import { largestT, medianDifference, welch } from "./welch.mjs";

describe("wrong inputs that must not be told apart", () => {
  for (const { name, inputs, prepare = (input) => input, call, honest } of subjects.filter((subject) => subject.honest !== undefined)) {
    it(name, async () => {
      await call.accepts(await prepare(honest()));
      const messages = [];
      for (const make of [...inputs, ...inputs, ...inputs]) messages.push(await call(await prepare(make())));
      assert.equal(new Set(messages).size, 1);
    });
  }

  it("are all measured but the controls", () => {
    assert.deepEqual(subjects.filter(({ honest }) => honest === undefined).map(({ leaks }) => leaks), [true, true, false]);
    assert.ok(subjects.length >= 18);
  });
});

describe("Welch's t", () => {
  // Means 3 and 6, variances 2.5 and 10, five of each: -3 / √(0.5 + 2).
  it("is the difference in standard errors", () => assert.ok(Math.abs(welch([1, 2, 3, 4, 5], [2, 4, 6, 8, 10]) + 3 / Math.sqrt(2.5)) < 1e-12));
  it("is zero for equal samples", () => assert.equal(largestT([1, 2, 3, 4], [4, 3, 2, 1]), 0));

  const ramp = (offset) => Array.from({ length: 1000 }, (_, index) => offset + (index % 100));
  it("sees a small shift below a few huge samples", () => {
    const shifted = [...ramp(20), ...Array.from({ length: 5 }, () => 1e7)];
    assert.ok(Math.abs(welch(ramp(0), shifted)) < 4.5);
    assert.ok(largestT(ramp(0), shifted) < -4.5);
  });
  it("has the medians beside it", () => assert.equal(medianDifference(ramp(20), ramp(0)), 20));
});
