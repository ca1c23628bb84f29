/** What the guide of the edge-session way shows, run as it stands there, under the headers that it gives. */
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { FcPivotError } from "fc-pivot";
import { stage } from "../../world/browsers/stage.mjs";
import { freePort } from "../../world/deployment/index.mjs";
import { readGuide, serveSite, writeSite } from "./guide-site.mjs";

const guide = await readGuide("edge-session");
// The page of the procedure that demands more is the same, with the guide's other script.
guide.files["surrender.html"] = guide.files["index.html"].replace("/app.js", "/surrender.js");
const folder = await writeSite(guide);
const port = await freePort();
const origin = `http://localhost:${port}`;
after(() => rm(folder, { recursive: true }));

describe("the guide's page", () => {
  const demo = stage({
    client: { redirect_uris: [`${origin}/auth/callback`], post_logout_redirect_uris: [`${origin}/auth/logged-out`] },
  });
  let site;
  before(async () => {
    site = await serveSite({ port, folder, headers: guide.headers, worker: demo.origin });
    demo.pages.push(origin);
  });
  after(() => site?.close());

  async function open(t, path = "/") {
    const { context, tab } = await demo.profile(t);
    await tab.goto(`${origin}${path}`);
    return { context, tab };
  }
  const button = (tab, name) => tab.getByRole("button", { name, exact: true });

  async function signIn(tab, person) {
    await button(tab, "Sign in with FranceConnect").click();
    await tab.locator(`[data-person="${person}"]`).click();
    await button(tab, "Sign out").waitFor();
  }

  it("signs in where the person was, in every tab, and out", async (t) => {
    const { context, tab } = await open(t, "/?permit=17");
    const other = await context.newPage();
    await other.goto(origin);
    await button(other, "Sign in with FranceConnect").waitFor();
    await signIn(tab, "born-abroad");
    assert.equal(tab.url(), `${origin}/?permit=17`);
    assert.equal(await tab.locator("#person").textContent(), "EL FASSI");
    await other.getByText("EL FASSI").waitFor();

    await button(other, "Sign out").click();
    for (const each of [other, tab]) await button(each, "Sign in with FranceConnect").waitFor();
    assert.equal(await tab.locator("#person").textContent(), "");
  });

  it("says why a login failed, once", async (t) => {
    const { tab } = await open(t);
    await button(tab, "Sign in with FranceConnect").click();
    await tab.locator("[data-cancel]").click();
    await tab.getByRole("alert").waitFor();
    assert.equal(await tab.getByRole("alert").textContent(), new FcPivotError("access_denied").userMessage("en"));
    assert.equal(tab.url(), `${origin}/`);
    await tab.reload();
    await button(tab, "Sign in with FranceConnect").waitFor();
    assert.equal(await tab.getByRole("alert").count(), 0);
  });

  it("says so where the Worker cannot be reached", async (t) => {
    const { context, tab } = await open(t, "/surrender.js");
    await context.route("**/auth/session", (route) => route.abort());
    await tab.goto(origin);
    await tab.getByRole("alert").waitFor();
    assert.equal(await tab.getByRole("alert").textContent(), new FcPivotError("network_error").userMessage("en"));
  });

  it("sends whoever is below the demanded level to raise it", async (t) => {
    const { tab } = await open(t);
    await signIn(tab, "level-eidas2");
    await tab.goto(`${origin}/surrender`);
    await tab.locator('[data-acr="eidas3"]').waitFor();
    await tab.locator('[data-person="married-name"]').click();
    await tab.waitForURL(`${origin}/surrender`);
    assert.equal(await tab.evaluate(async () => (await (await fetch("/auth/session")).json()).assurance.acr), "eidas3");
  });

  it("is sent with the headers of the guide", async (t) => {
    const { tab } = await open(t);
    const answer = await tab.goto(origin);
    for (const [name, value] of Object.entries(guide.headers)) assert.equal(answer.headers()[name.toLowerCase()], value);
    assert.deepEqual(Object.keys(guide.headers), ["Content-Security-Policy", "Referrer-Policy"]);
  });
});
