/**
 * What a person does with the demo page and at the stand-in, by clicks.
 *
 * In: a tab, and the origin of the demo. Out: the page in its next state. Never: a request that no click made.
 */

export const hook = (name) => `[data-test="${name}"]`;

/** Opens the page and waits until it knows whether somebody is signed in. */
export async function open(tab, origin, path = "/") {
  await tab.goto(`${origin}${path}`);
  await settled(tab);
}

/** The page has an answer from the Worker, whichever. */
export const settled = (tab) => tab.locator('main[aria-busy="false"]').waitFor();

/** Presses a federation's button and waits for the stand-in's choice of persons. */
export async function goToProvider(tab, federation = "franceconnect-plus") {
  await tab.locator(`${hook("sign-in")}[data-federation="${federation}"]`).click();
  await tab.locator("[data-cancel]").waitFor();
}

/** Chooses a test person, by id. */
export async function choose(tab, personId) {
  await tab.locator(`[data-person="${personId}"]`).click();
  await settled(tab);
}

/** Gives up at the stand-in. */
export async function cancel(tab) {
  await tab.locator("[data-cancel]").click();
  await settled(tab);
}

/** From the button to the identity, or to the agent. */
export async function signIn(tab, personId, federation) {
  await goToProvider(tab, federation);
  await choose(tab, personId);
  await tab.locator(`${hook("identity")}, ${hook("agent")}`).waitFor();
}

/** Presses the page's sign-out button; the stand-in sends the person back. */
export async function signOut(tab) {
  await tab.locator(hook("sign-out")).click();
  await tab.locator(hook("sign-in")).first().waitFor();
}

/** The session, as the page itself can read it. */
export const sessionOf = (tab, prefix = "/auth") => tab.evaluate(async (path) => {
  const answer = await fetch(path);
  return { status: answer.status, body: await answer.json() };
}, `${prefix}/session`);
