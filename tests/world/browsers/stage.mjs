/**
 * A deployment and Chromium for one suite, and a fresh profile for each test.
 *
 * In: what to deploy. Out: the origin, the stand-in and its wrongs, profiles. Never: a test that passes although the page broke its
 * own policy or threw: every profile is asked for that at its end.
 */
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { deploy } from "../deployment/index.mjs";
import { launchChromium, openChromiumBlocking } from "./chromium.mjs";

/** Call it inside `describe`. Another `deploy` may take the place of tests/world/deployment's. `pages` are the origins whose pages are ours: the Worker's, and any that a test adds. */
export function stage({ deploy: deployed = deploy, ...options } = {}, browserOptions = {}) {
  const wrongs = {};
  const held = { wrongs, pages: [] };
  before(async () => {
    Object.assign(held, await deployed({ ...options, wrongs }));
    held.pages.push(held.origin);
    held.browser = await launchChromium(browserOptions);
  });
  after(async () => {
    await held.browser?.close();
    await held.stop?.();
  });

  /** One person's browser: cookies, storage and tabs of their own. */
  held.profile = async (t, contextOptions = {}) =>
    furnish(t, await held.browser.newContext({ timezoneId: "Europe/Paris", ...contextOptions }));

  /** The same, in which `origin` may keep neither cookies nor anything else. */
  held.blockingProfile = async (t, origin) => {
    const { context, forget } = await openChromiumBlocking(origin);
    const profile = await furnish(t, context);
    t.after(forget);
    return profile;
  };

  async function furnish(t, context) {
    const complaints = await watch(context, held.pages);
    t.after(async () => {
      await context.close();
      assert.deepEqual(complaints, []);
    });
    return { context, complaints, tab: await context.newPage() };
  }
  return held;
}

/** What our own pages do wrong: violations of the content security policy, and uncaught errors. */
async function watch(context, origins) {
  const complaints = [];
  const ours = (url) => origins.some((origin) => url.startsWith(`${origin}/`));
  await context.exposeBinding("reportViolation", (_, { page, directive, blocked }) => {
    if (ours(page)) complaints.push(`${directive} blocks ${blocked}`);
  });
  await context.addInitScript(() => {
    addEventListener("securitypolicyviolation", ({ documentURI, effectiveDirective, blockedURI }) =>
      window.reportViolation({ page: documentURI, directive: effectiveDirective, blocked: blockedURI }));
  });
  context.on("weberror", (error) => {
    if (ours(error.page()?.url() ?? "")) complaints.push(String(error.error()));
  });
  return complaints;
}
