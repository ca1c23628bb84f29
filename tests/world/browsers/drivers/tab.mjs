/**
 * A tab, whichever the browser.
 *
 * In: a driver's three operations. Out: those that the journeys use. Never: a wait for time to pass where a state can be waited for.
 *
 *   goto(url)             opens an address and waits until it is loaded
 *   click(selector)       presses the first such element, as a mouse does
 *   evaluate(expression)  runs an expression in the page; gives the string that it, or its promise, comes to
 */
import { setTimeout as pause } from "node:timers/promises";

const PATIENCE_MS = 30_000;
const BETWEEN_LOOKS_MS = 50;

export class Tab {
  #driver;

  constructor(driver) {
    this.#driver = driver;
  }

  goto(url) {
    return this.#driver.goto(url);
  }

  /** Presses an element, once it is there. */
  async click(selector) {
    await this.see(selector);
    await this.#driver.click(selector);
  }

  /** Runs a function in the page; arguments and result are JSON. */
  async run(act, ...given) {
    const call = `(${act})(...${JSON.stringify(given)})`;
    const text = await this.#driver.evaluate(`Promise.resolve().then(() => ${call})
      .then((value) => JSON.stringify({ value }), (thrown) => JSON.stringify({ thrown: String(thrown) }))`);
    const { value, thrown } = JSON.parse(text);
    if (thrown !== undefined) throw new Error(`in the page: ${thrown}`);
    return value;
  }

  /** Waits for an element, across as many pages as it takes. */
  async see(selector) {
    const giveUp = Date.now() + PATIENCE_MS;
    for (;;) {
      const seen = await this.#lookFor(selector).catch((thrown) => thrown);
      if (seen === true) return;
      if (Date.now() > giveUp) throw new Error(`${selector} did not come: ${await this.#whereabouts()}`, { cause: seen || undefined });
      await pause(BETWEEN_LOOKS_MS);
    }
  }

  text(selector) {
    return this.run((wanted) => document.querySelector(wanted).textContent, selector);
  }

  address() {
    return this.run(() => location.href);
  }

  #lookFor(selector) {
    return this.run((wanted) => document.querySelector(wanted) !== null, selector);
  }

  /** Where the tab is instead: its path and title, never its query, where a code would stand. */
  #whereabouts() {
    return this.run(() => `the tab is at ${location.origin}${location.pathname}, "${document.title}"`).catch(String);
  }
}
