/**
 * What the examples have in common: a whole edge-session sign-in and all that can happen to it, in Chromium.
 *
 * In: an example as bundled. Out: tests. Never: a look into the page's state; what is tested is what a person sees.
 */
import assert from "node:assert/strict";
import { it } from "node:test";
import { FcPivotError } from "fc-pivot";
import { stage } from "../../world/browsers/stage.mjs";

const shown = (locator) => locator.waitFor();
const signInButton = (tab) => tab.getByRole("button", { name: /^Sign in with FranceConnect$/ });
const signOutButton = (tab) => tab.getByRole("button", { name: "Sign out" });
const alert = (tab) => tab.getByRole("alert");
/** The name in use: a European identity has no other. */
const NAMES = { "married-name": "VASSEUR-MORIN", european: "LINDQVIST" };
const person = (tab, id = "married-name") => tab.getByText(`Signed in as ${NAMES[id]}`);

/** From the button to the page that the person wanted. */
async function signIn(tab, id = "married-name") {
  await signInButton(tab).click();
  await tab.locator(`[data-person="${id}"]`).click();
  await shown(person(tab, id));
}

/** Call it inside `describe`. Gives the stage, for tests of the example's own. */
export function itIsASignIn(page) {
  const deployment = stage({ page });

  it("signs a person in, shows who, until when, and where they wanted to go", async (t) => {
    const { tab } = await deployment.profile(t);
    await tab.goto(deployment.origin);
    await signIn(tab);
    assert.equal(tab.url(), `${deployment.origin}/?from=sign-in`);
    const { expiresAt } = await tab.evaluate(async () => (await fetch("/auth/session")).json());
    assert.equal(await tab.locator("time").textContent(), new Date(expiresAt * 1000).toISOString());
    assert.equal(await signInButton(tab).count(), 0);
    assert.equal(await alert(tab).count(), 0);
  });

  it("greets a European, who has no birth name here", async (t) => {
    const { tab } = await deployment.profile(t);
    await tab.goto(deployment.origin);
    await signIn(tab, "european");
  });

  it("knows the person at the next visit", async (t) => {
    const { context, tab } = await deployment.profile(t);
    await tab.goto(deployment.origin);
    await signIn(tab);
    const later = await context.newPage();
    await later.goto(deployment.origin);
    await shown(person(later));
  });

  it("notices that another tab signed out", async (t) => {
    const { context, tab } = await deployment.profile(t);
    await tab.goto(deployment.origin);
    await signIn(tab);
    const other = await context.newPage();
    await other.goto(deployment.origin);
    await signOutButton(other).click();
    await shown(signInButton(other));
    await shown(signInButton(tab));
    assert.equal(await person(tab).count(), 0);
    assert.doesNotMatch(await tab.content(), /KERVOALEN|VASSEUR/);
  });

  it("says in words why a login failed, and says it once", async (t) => {
    const { tab } = await deployment.profile(t);
    await tab.goto(deployment.origin);
    await signInButton(tab).click();
    await tab.locator("[data-cancel]").click();
    await shown(alert(tab));
    assert.equal(await alert(tab).textContent(), new FcPivotError("access_denied").userMessage("en"));
    await shown(signInButton(tab));
    assert.equal(tab.url(), `${deployment.origin}/`);
    await tab.reload();
    await shown(signInButton(tab));
    assert.equal(await alert(tab).count(), 0);
  });

  it("says that nobody can say who is signed in, and asks again when told to", async (t) => {
    const { tab } = await deployment.profile(t);
    await tab.route("**/auth/session", (route) => route.abort());
    await tab.goto(deployment.origin);
    await shown(alert(tab));
    assert.equal(await alert(tab).textContent(), new FcPivotError("network_error").userMessage("en"));
    assert.equal(await signInButton(tab).count(), 0);
    await tab.unroute("**/auth/session");
    await tab.getByRole("button", { name: "Try again" }).click();
    await shown(signInButton(tab));
    assert.equal(await alert(tab).count(), 0);
  });

  return deployment;
}
