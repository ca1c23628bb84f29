/** The end of a session, on a clock that the test moves. No HTTP here: its time-outs would run by the same clock. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { watch } from "../../../pkg/dist/edge-session/session-watch.js";
import { sessionOf } from "./session-server.mjs";

const NOW = 1_800_000_000_000;
const LONGEST = 2 ** 31 - 1;
const seconds = (milliseconds) => Math.floor(milliseconds / 1000);

/** A page that is told of a session, its clock, which is off by so many milliseconds, and how long each timer was to wait. */
async function page(t, first, off = 0) {
  t.mock.timers.enable({ apis: ["setTimeout", "Date"], now: NOW + off });
  t.mock.method(performance, "now", () => Date.now() - off);
  const { setTimeout: own } = globalThis;
  const delays = [];
  // Real timers fire at once beyond the longest wait; the test's do not.
  globalThis.setTimeout = (act, delay) => {
    delays.push(delay);
    return own(act, delay);
  };
  t.after(() => { globalThis.setTimeout = own; });

  const held = { answer: () => first, asked: 0, told: [], delays, tick: (milliseconds) => t.mock.timers.tick(milliseconds) };
  const { session, onChange } = watch(t.name, async () => {
    held.asked += 1;
    return { session: held.answer(), now: Date.now() - off };
  });
  held.end = onChange((known) => held.told.push(known?.identity.sub ?? null));
  t.after(held.end);
  held.session = session;
  // After every microtask: what a timer asked is answered.
  held.settled = () => new Promise((resolve) => { setImmediate(resolve); });
  await session();
  return held;
}

describe("the session's end", () => {
  it("is asked for once it has come, and told", async (t) => {
    const held = await page(t, sessionOf("a", seconds(NOW) + 60));
    held.answer = () => null;
    held.tick(60_999);
    assert.equal(held.asked, 1);
    held.tick(1);
    await held.settled();
    assert.deepEqual([held.told, held.asked, held.delays], [["a", null], 2, [61_000]]);
  });

  for (const off of [-3_600_000, 3_600_000]) {
    it(`is the Worker's, where the page's own clock is off by ${off} milliseconds`, async (t) => {
      const held = await page(t, sessionOf("a", seconds(NOW) + 60), off);
      held.answer = () => null;
      held.tick(61_000);
      await held.settled();
      assert.deepEqual([held.told, held.asked, held.delays], [["a", null], 2, [61_000]]);
    });
  }

  it("moves with a renewal", async (t) => {
    const held = await page(t, sessionOf("a", seconds(NOW) + 60));
    held.answer = () => sessionOf("a", seconds(NOW) + 120);
    await held.session();
    held.tick(120_999);
    assert.equal(held.asked, 2);
    held.answer = () => null;
    held.tick(1);
    await held.settled();
    assert.deepEqual([held.told, held.asked], [["a", null], 3]);
  });

  it("is waited for although it lies beyond the longest timer", async (t) => {
    const wait = 60 * 24 * 60 * 60 * 1000;
    const held = await page(t, sessionOf("a", seconds(NOW + wait)));
    held.answer = () => null;
    held.tick(LONGEST);
    held.tick(LONGEST);
    assert.deepEqual([held.told, held.asked], [["a"], 1]);
    assert.deepEqual(held.delays, [LONGEST, LONGEST, wait + 1000 - 2 * LONGEST]);
    held.tick(held.delays.at(-1));
    await held.settled();
    assert.deepEqual([held.told, held.asked], [["a", null], 2]);
  });

  it("is over where the Worker cannot be asked", async (t) => {
    const held = await page(t, sessionOf("a", seconds(NOW) + 60));
    held.answer = () => { throw new Error("out of reach"); };
    held.tick(61_000);
    await held.settled();
    assert.deepEqual([held.told, held.asked, held.delays.length], [["a", null], 2, 1]);
  });

  it("is asked for at growing intervals where the Worker still has the session, and at the first interval for the next session", async (t) => {
    const held = await page(t, sessionOf("a", seconds(NOW) - 3600));
    for (const asked of [2, 3, 4]) {
      held.tick(held.delays.at(-1));
      await held.settled();
      assert.equal(held.asked, asked);
    }
    assert.deepEqual(held.delays, [1000, 2000, 4000, 8000]);
    held.answer = () => sessionOf("a", seconds(NOW) - 3000);
    await held.session();
    assert.deepEqual([held.delays.at(-1), held.told], [1000, ["a"]]);
  });

  it("is no longer awaited once nobody listens", async (t) => {
    const held = await page(t, sessionOf("a", seconds(NOW) + 60));
    held.end();
    held.tick(61_000);
    await held.settled();
    assert.equal(held.asked, 1);
  });
});
