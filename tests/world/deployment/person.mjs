/**
 * A person's browser, as far as the Worker can tell: cookies, redirects by hand.
 *
 * In: the Worker's origin. Out: answers, and what the browser then holds. Never: a followed redirect; a test looks at each step.
 */
import { once } from "node:events";
import http from "node:http";
import https from "node:https";
import { text } from "node:stream/consumers";
import { createBrowser } from "../standin/index.mjs";

export class Person {
  #cookies = new Map();
  #provider = createBrowser();

  #send;

  /** `send` stands in for `fetch` where the handler runs in this very process. */
  constructor(origin, send = fetch) {
    this.origin = origin;
    this.#send = send;
  }

  /** Sends one request to the Worker and keeps the cookies that it sets. */
  async fetch(path, { headers = {}, ...init } = {}) {
    const cookie = this.cookieHeader();
    const answer = await this.#send(new URL(path, this.origin), {
      ...init,
      redirect: "manual",
      headers: { ...(cookie === "" ? {} : { cookie }), ...headers },
    });
    for (const line of answer.headers.getSetCookie()) this.#keep(line);
    return answer;
  }

  /** The status and the address that a page which is gone to answers with. */
  async navigate(path) {
    const { status, location } = await this.visit(path);
    return { status, location };
  }

  /**
   * Goes to a page, or sends a form, as a browser does, which says so in `Sec-Fetch-Mode`; Node's `fetch` does not let that be said, nor a
   * `Host` or a `Referer`. A header that is `undefined` is not sent. `ca` is whose certificates are taken over https, for the host of the
   * address, whatever `Host` says.
   */
  async visit(path, { method = "GET", headers = {}, ca } = {}) {
    const url = new URL(path, this.origin);
    const sent = { cookie: this.cookieHeader(), "sec-fetch-mode": "navigate", accept: "text/html", ...headers };
    const kept = Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== undefined));
    const asked = (url.protocol === "https:" ? https : http).request(url, { method, headers: kept, ca, servername: url.hostname }).end();
    const [answer] = await once(asked, "response");
    for (const line of answer.headers["set-cookie"] ?? []) this.#keep(line);
    return { status: answer.statusCode, location: answer.headers.location, headers: answer.headers, body: await text(answer) };
  }

  /** A whole sign-in; gives the answer of the callback. */
  async signIn(personId, query = "") {
    const callback = await this.goToProvider(personId, query);
    return this.fetch(callback.href);
  }

  /** Our login route; gives the address at the provider to which it sends. */
  async startLogin(query = "") {
    const login = await this.fetch(`/auth/login${query}`);
    const location = login.headers.get("location");
    if (login.status !== 303 || location.startsWith("/")) throw new Error(`/auth/login answered ${login.status} to ${location}`);
    return new URL(location);
  }

  /** From our login route to the provider and back, without calling the callback yet. */
  async goToProvider(personId, query = "") {
    return this.atProvider(await this.startLogin(query), personId);
  }

  /** From an authorization request at the provider back to us; gives the address of the callback, not called yet. */
  async atProvider(request, personId) {
    return this.#provider.signIn(new URL(request), personId);
  }

  async session() {
    const answer = await this.fetch("/auth/session");
    return { status: answer.status, body: await answer.json(), headers: answer.headers };
  }

  /** Signs out at the provider, where our logout route sends to; gives the address that the provider sends back to. */
  async leave(request) {
    return this.#provider.signOut(request);
  }

  /** Signs out at the Worker, then at the provider; gives the address that the provider sends back to. */
  async signOut() {
    const answer = await this.fetch("/auth/logout", { method: "POST", headers: { origin: this.origin } });
    return this.leave(answer.headers.get("location"));
  }

  /** The same browser, with the same cookies, at another client of this host: its routes lie behind `path`. */
  behind(path) {
    const send = (url, init) => {
      const there = new URL(url);
      if (!there.pathname.startsWith(`${path}/`)) there.pathname = path + there.pathname;
      return this.#send(there, init);
    };
    const there = new Person(this.origin, send);
    there.#cookies = this.#cookies;
    there.#provider = this.#provider;
    return there;
  }

  /** Another browser into which this one's cookies were copied. */
  twin() {
    const twin = new Person(this.origin, this.#send);
    twin.#cookies = new Map(this.#cookies);
    return twin;
  }

  get cookies() {
    return this.#cookies;
  }

  cookieHeader() {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  #keep(line) {
    const [pair, ...attributes] = line.split("; ");
    const [name, value] = [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)];
    if (attributes.includes("Max-Age=0")) this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }
}

/** A person at a handler of `fc-pivot/worker` that runs in this very process. */
export const personAt = (auth, settings, origin) => new Person(origin, (url, init) => auth.handle(new Request(url, init), settings));
