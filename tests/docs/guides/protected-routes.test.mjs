/** pkg/guides/protected-routes.md: its Worker is that of worker/, its applications run as they stand there. */
import assert from "node:assert/strict";
import { readFile, rm, writeFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { root } from "../../runner/checkout.mjs";
import { CLIENT_ID } from "../../world/deployment/index.mjs";
import { Person } from "../../world/deployment/person.mjs";
import { ORIGIN, registeredWith } from "../../world/deployment/registered.mjs";
import { subjectOf } from "../../world/standin/index.mjs";
import { documentAt } from "../readme/blocks.mjs";

const guide = await documentAt("pkg/guides/protected-routes.md");
const withoutComments = (code) => code.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("//")).join("\n");

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
  it("shows the Worker of worker/", async () => {
    const shown = guide.blockOf("ts", "// worker/src/index.ts\n");
    assert.equal(withoutComments(shown), withoutComments(await readFile(`${root}worker/src/index.ts`, "utf8")));
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
