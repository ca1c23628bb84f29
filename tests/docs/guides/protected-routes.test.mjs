/** pkg/guides/protected-routes.md: its Worker and its applications run as they stand there. */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { root } from "../../runner/checkout.mjs";
import { bundled } from "../../world/deployment/bundled.mjs";
import { CLIENT_ID, deploy } from "../../world/deployment/index.mjs";
import { Person } from "../../world/deployment/person.mjs";
import { ORIGIN, registeredWith } from "../../world/deployment/registered.mjs";
import { subjectOf } from "../../world/standin/index.mjs";
import { documentAt } from "../readme/blocks.mjs";

const guide = await documentAt("pkg/guides/protected-routes.md");

/** The guide's Worker in a project of its own, as wrangler bundles it; gives the bundle's folder. */
async function bundleOf(t, code) {
  const project = await mkdtemp(`${root}worker/dist-`);
  t.after(() => rm(project, { recursive: true }));
  await writeFile(`${project}/index.ts`, code);
  await writeFile(`${project}/wrangler.json`, JSON.stringify({ name: "a-guide", main: "index.ts", compatibility_date: "2026-04-20" }));
  const { folder, remove } = await bundled(project);
  t.after(remove);
  return folder;
}

/** A module of the guide, and a client that is registered for it. */
async function run(t, code) {
  const registered = await registeredWith();
  const file = fileURLToPath(new URL(`./dist-protected-${code.length}.mjs`, import.meta.url));
  await writeFile(file, code);
  t.after(async () => {
    await rm(file);
    await registered.stop();
  });
  // The example keeps the log that it has by default.
  t.mock.method(console, "log", () => {});
  return { module: await import(file), registered };
}

/** Somebody's browser, before an application of Hono's. */
const visitorOf = ({ module, registered }) => new Person(ORIGIN, (url, init) => module.default.fetch(new Request(url, init), registered.settings));

describe("the guide to protected routes", () => {
  it("shows a whole Worker, which protects its routes", async (t) => {
    const { origin, stop } = await deploy({ built: await bundleOf(t, guide.blockOf("ts", "// A whole Worker\n")) });
    t.after(stop);
    const person = new Person(origin);
    assert.equal((await person.fetch("/api/permits")).status, 401);
    await person.signIn("level-eidas2");
    const { holder } = await (await person.fetch("/api/permits")).json();
    assert.equal(holder, subjectOf(CLIENT_ID, "level-eidas2"));
    assert.equal((await person.fetch("/api/permits/surrender")).status, 403);
    assert.match(await (await fetch(origin)).text(), /<div id="app">/);
  });

  it("has no code that is not run here", () => {
    assert.equal(guide.count, 4);
  });

  it("protects a route with Hono", async (t) => {
    const application = await run(t, guide.blockOf("ts", "// A Hono application\n"));
    const person = visitorOf(application);
    assert.equal((await person.fetch("/account")).status, 401);
    await person.signIn("married-name");
    assert.deepEqual(await (await person.fetch("/account")).json(), { sub: subjectOf(CLIENT_ID, "married-name") });
  });

  it("protects a whole site, but for the page that tells of failures", async (t) => {
    const application = await run(t, guide.blockOf("ts", "// A whole site\n"));
    const person = visitorOf(application);
    assert.equal((await person.fetch("/anything")).status, 401);
    assert.equal(await (await person.fetch("/sign-in-failed")).text(), "You could not be signed in.");
    await person.signIn("married-name");
    assert.equal(await (await person.fetch("/anything")).text(), "Good day, Solène");
  });

  it("signs somebody out everywhere, and says so where the sessions are in cookies", async (t) => {
    const { module: { signOutEverywhere }, registered } = await run(t, guide.blockOf("js", "// sign-out-everywhere.js\n"));
    const written = [];
    const SESSIONS_KV = { get: async () => null, put: async (key) => { written.push(key); }, delete: async () => {} };
    const person = { issuer: registered.settings.FC_ISSUER, sub: "somebody" };
    await signOutEverywhere({ ...registered.settings, SESSION_STORE: "kv", SESSIONS_KV }, person);
    assert.equal(written.length, 1);
    await assert.rejects(signOutEverywhere(registered.settings, person), { code: "invalid_settings" });
  });
});
