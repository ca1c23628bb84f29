/**
 * A trap of the Wasm in Node, then the next request: the host has no more memory to give, for real (tests/world/deployment/exhaustion.js).
 * Sessions in each store, a sign-in that is under way, and the page's module.
 */
import "../../world/deployment/exhaustion.js";
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { FcPivotError } from "fc-pivot";
import { browserVerified } from "fc-pivot/browser";
import { fcPivot } from "fc-pivot/worker";
import { storesOfTheWorker } from "../../world/deployment/index.mjs";
import { personAt } from "../../world/deployment/person.mjs";
import { assertError, assertNobody, assertSentBack, assertSignedIn, LOGIN_COOKIE, SESSION_COOKIE } from "../../world/sign-ins/assertions.mjs";
import { ORIGIN, registeredWith } from "../../world/deployment/registered.mjs";

const PERSON = "married-name";
const handler = (options) => fcPivot({ onEvent: () => {}, ...options });
/** Milliseconds after which a promise that stays open for ever is told from a slow machine. */
const HANGS = 120_000;
const { exhaust, wasmInstances } = globalThis;

/** How many instances `act` has made. */
async function instancesMadeBy(act) {
  const before = wasmInstances();
  await act();
  return wasmInstances() - before;
}

const isInternal = (error) => error instanceof FcPivotError && error.code === "internal" && error.retryable;

/** What no test asks for must not happen either: an error that nobody catches ends a Node process. */
const uncaught = [];
process.on("uncaughtException", (error) => uncaught.push(error));
process.on("unhandledRejection", (error) => uncaught.push(error));

describe("a trap in Node", () => {
  let registered;
  let stores;
  before(async () => {
    registered = await registeredWith("RSA-OAEP-256");
    stores = await storesOfTheWorker();
  });
  after(async () => {
    await stores.stop();
    await registered.stop();
    assert.deepEqual(uncaught, []);
  });

  for (const store of ["cookie", "kv", "durable-object"]) {
    it(`${store}: ends the request in a typed error, and opens no session`, async () => {
      const environment = { ...registered.settings, SESSION_STORE: store, ...stores.bindings };
      const person = personAt(handler(), environment, ORIGIN);
      await assertSignedIn(person, await person.signIn(PERSON));
      const before = (await person.session()).body;
      exhaust();
      await assertError(await person.fetch("/auth/session"), 500, "internal");
      assert.equal(await instancesMadeBy(async () => assert.deepEqual((await person.session()).body, before)), 1);
      assert.equal(await instancesMadeBy(() => person.session()), 0);
      await assertSignedIn(person, await person.signIn(PERSON));
    });
  }

  describe("in each call of an application's", () => {
    let auth;
    let person;
    let request;
    beforeEach(async () => {
      auth = handler();
      person = personAt(auth, environment(), ORIGIN);
      await person.signIn(PERSON);
      request = new Request(`${ORIGIN}/anything`, { headers: { cookie: person.cookieHeader() } });
    });
    const environment = () => registered.settings;

    it("session throws internal, then gives the session", async () => {
      const session = () => auth.session(request, environment());
      const { identity } = await session();
      exhaust();
      await assert.rejects(session(), isInternal);
      assert.deepEqual((await session()).identity, identity);
    });

    it("requireSession gives the answer that says so, then the session", async () => {
      const admission = () => auth.requireSession(request, environment(), { acr: "eidas2" });
      const { identity } = (await admission()).session;
      exhaust();
      await assertError(await admission(), 500, "internal");
      assert.deepEqual((await admission()).session.identity, identity);
    });

    it("a login is sent back with internal, and starts at the next try", async () => {
      await person.startLogin();
      exhaust();
      await assertSentBack(await person.fetch("/auth/login"), "internal");
      await assertSignedIn(person, await person.signIn(PERSON));
    });

    it("a sign-out says that it failed, and succeeds at the next try", async () => {
      const signOut = () => person.fetch("/auth/logout", { method: "POST", headers: { origin: ORIGIN } });
      exhaust();
      await assertSentBack(await signOut(), "internal");
      assert.equal((await person.session()).status, 200);
      assert.match((await signOut()).headers.get("location"), /\/session\/end\?/);
      await assertNobody(person);
    });
  });

  describe("while a sign-in is under way", () => {
    /** A person at a handler whose provider answers as it does, after `act` where the path ends in `route`. */
    function personWhile(route, act) {
      const whenAnswered = async (url, init) => {
        const answer = await fetch(url, init);
        if (new URL(url).pathname.endsWith(route)) await act();
        return answer;
      };
      return personAt(handler({ fetch: whenAnswered }), registered.settings, ORIGIN);
    }

    /** Does `act` the first time only. */
    const once = (act) => {
      let done = false;
      return () => {
        if (!done) act();
        done = true;
      };
    };

    for (const route of ["/openid-configuration", "/token", "/jwks", "/userinfo"]) {
      it(`at the answer of ${route}: no session, and the next sign-in succeeds`, async () => {
        const person = personWhile(route, once(exhaust));
        const beforeLogin = route === "/openid-configuration";
        await assertSentBack(await (beforeLogin ? person.fetch("/auth/login") : person.signIn(PERSON)), "internal");
        assert.deepEqual([...person.cookies.keys()].filter((name) => name.startsWith(SESSION_COOKIE)), []);
        await assertNobody(person);
        await assertSignedIn(person, await person.signIn(PERSON));
      });
    }

    it("a callback that finds no memory leaves the login as it was: it can be tried again", async () => {
      const person = personAt(handler(), registered.settings, ORIGIN);
      const callback = await person.goToProvider(PERSON);
      exhaust();
      await assertSentBack(await person.fetch(callback.href), "internal");
      assert.ok([...person.cookies.keys()].some((name) => name.startsWith(LOGIN_COOKIE)));
      await assertSignedIn(person, await person.fetch(callback.href));
    });

    it("in the middle of an RSA unwrap, whose promise Rust can no longer settle", { timeout: HANGS }, async (t) => {
      const person = personAt(handler(), registered.settings, ORIGIN);
      await assertSignedIn(person, await person.signIn(PERSON));
      const { decrypt } = crypto.subtle;
      t.after(() => delete crypto.subtle.decrypt);
      const trapped = once(exhaust);
      crypto.subtle.decrypt = async (...args) => {
        const plain = await decrypt.apply(crypto.subtle, args);
        trapped();
        return plain;
      };
      await assertSentBack(await person.signIn(PERSON), "internal");
      await assertSignedIn(person, await person.signIn(PERSON));
    });

    it("a trap in one sign-in ends the others that wait for the host in internal, and none of them hangs", { timeout: HANGS }, async (t) => {
      const auth = handler();
      const people = Array.from({ length: 5 }, () => personAt(auth, registered.settings, ORIGIN));
      const callbacks = await Promise.all(people.map((person) => person.goToProvider(PERSON)));
      const { decrypt } = crypto.subtle;
      t.after(() => delete crypto.subtle.decrypt);
      let release;
      const held = new Promise((resolve) => { release = resolve; });
      let waiting = 0;
      const allWait = new Promise((resolve) => {
        crypto.subtle.decrypt = async (...args) => {
          waiting += 1;
          if (waiting === people.length) resolve();
          await held;
          return decrypt.apply(crypto.subtle, args);
        };
      });
      const answers = Promise.all(people.map((person, index) => person.fetch(callbacks[index].href)));
      await allWait;
      exhaust();
      await assertError(await personAt(auth, registered.settings, ORIGIN).fetch("/auth/session"), 500, "internal");
      release();
      for (const answer of await answers) await assertSentBack(answer, "internal");
      delete crypto.subtle.decrypt;
      for (const person of people) {
        await assertNobody(person);
        await assertSignedIn(person, await person.signIn(PERSON));
      }
    });
  });

  it("of the page's module ends in internal too, and the next call has another", async () => {
    const kept = new Map();
    globalThis.sessionStorage = { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) };
    const logins = () => JSON.parse(kept.get("fc-pivot:login")).length;
    try {
      const { FC_ISSUER: issuer, FC_CLIENT_ID: clientId } = registered.settings;
      const page = browserVerified({ issuer, clientId, redirectUri: `${ORIGIN}/in` });
      await page.loginUrl();
      exhaust();
      await assert.rejects(page.loginUrl(), isInternal);
      assert.equal(logins(), 1);
      assert.match(await page.loginUrl(), /^http:\/\/localhost:/);
      assert.equal(logins(), 2);
    } finally {
      delete globalThis.sessionStorage;
    }
  });
});
