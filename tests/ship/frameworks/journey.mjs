/**
 * What every example shows, in Chromium and beside it: a person signs in, sees a protected page, signs out; nobody else sees it.
 *
 * In: what starts the example with settings, at a port. Out: tests. Never: a look into the example; what is tested is what a person sees.
 */
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { FcPivotError } from "fc-pivot";
import { stage } from "../../world/browsers/stage.mjs";
import { Person } from "../../world/deployment/person.mjs";
import { start } from "../../world/demo/program.mjs";
import { quiet } from "../../world/packed/npm.mjs";
import { withNode } from "./project.mjs";

/** How long an example may take to start on a busy machine. */
const PATIENCE_MS = 60_000;
const BETWEEN_LOOKS_MS = 100;

const signInLink = (tab) => tab.getByRole("link", { name: "Sign in with FranceConnect" });
const accountLink = (tab) => tab.getByRole("link", { name: "Your account" });
const signOutButton = (tab) => tab.getByRole("button", { name: "Sign out" });
const person = (tab) => tab.getByText("Signed in as VASSEUR-MORIN");

/**
 * A program that listens at a port of this machine. `how` says with what it is started.
 * @param {(given: { port: string, origin: string, settings: object }) => Promise<Started> | Started} how
 * @returns {(options: { port: number, settings: object }) => Promise<{ said: object, stop(): Promise<void> }>} for `stage`
 * @typedef {{ command: string[], cwd: string, env: object }} Started
 */
export function program(how) {
  return async ({ port, settings }) => {
    const origin = `http://localhost:${port}`;
    const { command: [name, ...args], cwd, env } = await how({ port: String(port), origin, settings });
    const running = start(name, args, { cwd, env: { ...quiet, NODE_ENV: "production", ...env } });
    const ended = running.ended.then(() => "ended", String);
    const deadline = Date.now() + PATIENCE_MS;
    while (!(await answers(origin))) {
      const outcome = await Promise.race([ended, pause(BETWEEN_LOOKS_MS)]);
      if (outcome === undefined && Date.now() < deadline) continue;
      await running.destroy();
      throw new Error(`${name} ${args.join(" ")}: ${outcome ?? "no answer in time"}\n${running.said.stdout}${running.said.stderr}`);
    }
    return { said: running.said, stop: () => running.destroy() };
  };
}

/** The example's own `npm start`, with the settings in its environment, and what else its framework reads there. */
export const started = (folder, env, { node } = {}) =>
  program(({ settings, ...where }) => ({ command: ["npm", "start"], cwd: folder(), env: { ...settings, ...env(where), ...withNode(node) } }));

/** What the example built for Cloudflare, under its own `wrangler dev`. */
export const underWrangler = (folder, { node } = {}) => program(async ({ port, settings }) => {
  const lines = Object.entries(settings).map(([name, value]) => `${name}='${value}'`);
  await writeFile(join(folder(), ".dev.vars"), lines.join("\n"));
  const command = ["node", "node_modules/wrangler/bin/wrangler.js", "dev", "--port", port];
  return { command, cwd: folder(), env: { CLOUDFLARE_CF_FETCH_ENABLED: "false", ...withNode(node) } };
});

const answers = (origin) => fetch(origin, { redirect: "manual" }).then(() => true, () => false);

/** Call it inside `describe`. `options` are further ones of the stage's. Gives the stage, for tests of the example's own. */
export function itSignsIn(startExample, options = {}) {
  const deployment = stage({ start: startExample, ...options });
  const newPerson = () => new Person(deployment.origin);

  async function signIn(tab) {
    await tab.goto(deployment.origin);
    await signInLink(tab).click();
    await tab.locator('[data-person="married-name"]').click();
    await person(tab).waitFor();
  }

  it("shows the protected page to nobody without a session: a person is sent to sign in, a script gets 401", async () => {
    const { status, location, body } = await newPerson().visit("/account");
    assert.deepEqual([status, location], [303, "/auth/login?return_to=%2Faccount"]);
    assert.doesNotMatch(body, /Signed in as/);
    const refused = await newPerson().fetch("/account");
    assert.deepEqual([refused.status, (await refused.json()).error.code], [401, "no_session"]);
  });

  it("signs a person in, shows who, knows her at the next visit, and signs her out", async (t) => {
    const { context, tab } = await deployment.profile(t);
    await signIn(tab);
    assert.equal(tab.url(), `${deployment.origin}/account`);
    const later = await context.newPage();
    await later.goto(deployment.origin);
    await accountLink(later).click();
    await person(later).waitFor();
    await signOutButton(later).click();
    await signInLink(later).waitFor();
    assert.equal(later.url(), `${deployment.origin}/`);
    await tab.reload();
    await tab.locator("[data-cancel]").waitFor();
    assert.ok(tab.url().startsWith(new URL(deployment.standin.issuer).origin), "the protected page sends to the provider again");
  });

  it("sends a person who wants the protected page to the provider, and back to it", async (t) => {
    const { tab } = await deployment.profile(t);
    await tab.goto(`${deployment.origin}/account`);
    await tab.locator('[data-person="married-name"]').click();
    await person(tab).waitFor();
    assert.equal(tab.url(), `${deployment.origin}/account`);
  });

  it("says in words why a login failed", async (t) => {
    const { tab } = await deployment.profile(t);
    await tab.goto(deployment.origin);
    await signInLink(tab).click();
    await tab.locator("[data-cancel]").click();
    assert.equal(await tab.getByRole("alert").textContent(), new FcPivotError("access_denied").userMessage("en"));
    await signInLink(tab).waitFor();
  });

  it("signs nobody out for another site's form, and its own for a person", async () => {
    const known = newPerson();
    await known.signIn("married-name");
    const from = (origin) => known.visit("/auth/logout", { method: "POST", headers: { origin, "content-type": "application/x-www-form-urlencoded" } });
    assert.equal((await from("https://elsewhere.example")).status, 403);
    assert.equal((await known.session()).status, 200);
    assert.equal((await from(deployment.origin)).status, 303);
    assert.equal((await known.session()).status, 401);
  });

  return { deployment, newPerson };
}
