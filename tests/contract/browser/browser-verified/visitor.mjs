/**
 * What a person does with the page of the browser-verified way (page.mjs) and at the provider, by clicks; and what the page then says.
 *
 * In: a tab, and the page's address. Out: the page in its next state; what it says and keeps. Never: a request that no click made.
 */

/** The page has done what it does by itself when it is loaded: a callback is finished, one way or the other. */
export const ready = (tab) => tab.locator("#ready").waitFor();

/** A sign-in has ended. For a provider that asks nobody: the page is loaded anew before anything else of it changes. */
export const finished = (tab) => tab.locator("#result, #error").waitFor();

export async function open(tab, address) {
  await tab.goto(address);
  await ready(tab);
}

/** Presses the button and waits for the stand-in's choice of persons. */
export async function pressSignIn(tab) {
  await tab.locator("#sign-in").click();
  await tab.locator("[data-cancel]").waitFor();
}

export async function goToProvider(tab, address) {
  await open(tab, address);
  await pressSignIn(tab);
}

/** Chooses a test person, by id; the callback may still be under way. */
export const choose = (tab, personId = "married-name") => tab.locator(`[data-person="${personId}"]`).click();

/** Chooses a test person, and waits until the callback is finished. */
export async function comeBack(tab, personId) {
  await choose(tab, personId);
  await ready(tab);
}

export const readJson = async (tab, id) => JSON.parse(await tab.locator(`#${id}`).textContent());
export const errorOf = async (tab) => (await readJson(tab, "error")).code;
export const identityOf = async (tab) => (await readJson(tab, "result")).identity;
export const storedIn = (tab) => tab.evaluate(() => ({ ...sessionStorage }));
