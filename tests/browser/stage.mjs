/**
 * A deployment and Chromium for one suite, and a fresh profile for each test.
 *
 * In: what to deploy. Out: the origin, the stand-in and its wrongs, profiles. Never: a test that passes although the page broke its
 * own policy or threw: every profile is asked for that at its end.
 */
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { deploy } from "../deployment/index.mjs";
import { launchChromium } from "./chromium.mjs";

/** Call it inside `describe`. `options` may be a function, for what needs the origin's port. */
export function stage(options = {}) {
  const wrongs = {};
  const held = { wrongs };
  before(async () => {
    Object.assign(held, await deploy({ ...(typeof options === "function" ? await options() : options), wrongs }));
    held.browser = await launchChromium();
  });
  after(async () => {
    await held.browser?.close();
    await held.stop?.();
  });

  /** One person's browser: cookies, storage and tabs of their own. */
  held.profile = async (t, contextOptions = {}) => {
    const context = await held.browser.newContext({ timezoneId: "Europe/Paris", ...contextOptions });
    const complaints = watch(context, held.origin);
    t.after(async () => {
      await context.close();
      assert.deepEqual(complaints, []);
    });
    return { context, complaints, tab: await context.newPage() };
  };
  return held;
}

/** What our own pages do wrong: violations of the content security policy, and uncaught errors. */
function watch(context, origin) {
  const complaints = [];
  context.on("console", (message) => {
    const ours = message.location().url.startsWith(origin);
    if (ours && /Content Security Policy|Permissions Policy|Cross-Origin/i.test(message.text())) complaints.push(message.text());
  });
  context.on("weberror", (error) => {
    if (error.page()?.url().startsWith(origin)) complaints.push(String(error.error()));
  });
  return complaints;
}
