/** The store below the adapters: its states in their order, with a sign-in that answers when the test says so. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { FcPivotError } from "fc-pivot";
import { signInStore } from "../../../pkg/dist/adapters/sign-in-store.js";

const ANNE = { identity: { sub: "anne" }, assurance: { acr: "eidas2", authTime: 0 } };
const BEN = { identity: { sub: "ben" }, assurance: { acr: "eidas3", authTime: 0 } };
const DENIED = new FcPivotError("access_denied");

/** The page's address, as a failed login leaves it or not. */
function address(search) {
  globalThis.location = { search };
}

/** A sign-in whose requests stay open until the test answers them. */
function signIn(search = "") {
  address(search);
  const questions = [];
  const listeners = new Set();
  return {
    questions,
    listeners,
    tell: (session) => { for (const listener of listeners) listener(session); },
    login: async () => {},
    logout: async () => {},
    session: () => new Promise((answer, fail) => questions.push({ answer, fail })),
    takeError(from) {
      const { search } = from;
      // As the edge session: out of the page's own address, and no other.
      if (from === location) location.search = "";
      return new URLSearchParams(search).has("auth_error") ? DENIED : null;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Every promise that is settled by now has called its handlers. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A store that somebody listens to; `seen` is what they saw. */
async function watched(auth) {
  const store = signInStore(auth);
  const seen = [];
  const stop = store.subscribe(() => seen.push(brief(store.current())));
  await settled();
  return { store, seen, stop };
}

const brief = ({ status, session, error }) => [status, session?.identity.sub ?? null, error?.code ?? null];

describe("the store of a sign-in", () => {
  it("is one for each sign-in", () => {
    const auth = signIn();
    assert.equal(signInStore(auth), signInStore(auth));
    assert.notEqual(signInStore(auth), signInStore(signIn()));
  });

  it("does nothing until somebody listens", async () => {
    const auth = signIn("?auth_error=access_denied");
    assert.deepEqual(brief(signInStore(auth).current()), ["loading", null, null]);
    await settled();
    assert.deepEqual([auth.questions.length, auth.listeners.size, location.search], [0, 0, "?auth_error=access_denied"]);
  });

  it("tells all who listen, and asks and listens once for all of them", async () => {
    const auth = signIn();
    const one = await watched(auth);
    const other = await watched(auth);
    auth.questions[0].answer(ANNE);
    await settled();
    assert.deepEqual(one.seen, [["signed-in", "anne", null]]);
    assert.deepEqual(other.seen, one.seen);
    assert.deepEqual([auth.questions.length, auth.listeners.size], [1, 1]);
  });

  it("prefers a change to the answer to an earlier request", async () => {
    const auth = signIn();
    const { seen } = await watched(auth);
    auth.tell(null);
    auth.questions[0].answer(ANNE);
    await settled();
    assert.deepEqual(seen, [["signed-out", null, null]]);
  });

  it("takes the answer to the last request", async () => {
    const auth = signIn();
    const { store, seen } = await watched(auth);
    void store.current().refresh();
    await settled();
    auth.questions[1].answer(BEN);
    auth.questions[0].answer(ANNE);
    await settled();
    assert.deepEqual(seen, [["signed-in", "ben", null]]);
  });

  it("says that asking failed, and asks again", async () => {
    const auth = signIn();
    const { store, seen } = await watched(auth);
    auth.questions[0].fail(new FcPivotError("network_error"));
    await settled();
    void store.current().refresh();
    await settled();
    auth.questions[1].answer(ANNE);
    await settled();
    assert.deepEqual(seen, [["failed", null, "network_error"], ["signed-in", "anne", null]]);
  });

  it("takes the error of a failed login out of the page's own address", async () => {
    const auth = signIn("?auth_error=access_denied");
    const { seen } = await watched(auth);
    auth.questions[0].answer(null);
    await settled();
    assert.deepEqual(seen, [["signed-out", null, "access_denied"]]);
    assert.equal(location.search, "");
  });

  it("keeps that error where a framework mounts twice, or where a person is signed in all the same", async () => {
    const auth = signIn("?auth_error=access_denied");
    (await watched(auth)).stop();
    const { seen } = await watched(auth);
    auth.tell(ANNE);
    assert.deepEqual(seen, [["signed-in", "anne", "access_denied"]]);
  });

  it("forgets that error once the person signs in elsewhere", async () => {
    const auth = signIn("?auth_error=access_denied");
    const { seen } = await watched(auth);
    auth.tell(null);
    auth.tell(ANNE);
    assert.deepEqual(seen, [["signed-out", null, "access_denied"], ["signed-in", "anne", null]]);
  });

  it("forgets it once somebody else is signed in, or nobody, and does not remember it when asked again", async () => {
    for (const next of [BEN, null]) {
      const auth = signIn("?auth_error=access_denied");
      const { store, seen } = await watched(auth);
      auth.tell(ANNE);
      auth.tell(next);
      void store.current().refresh();
      await settled();
      auth.questions.at(-1).answer(next);
      await settled();
      const after = [next === null ? "signed-out" : "signed-in", next?.identity.sub ?? null, null];
      assert.deepEqual(seen, [["signed-in", "anne", "access_denied"], after, after]);
    }
  });

  it("keeps it at the first answer after asking failed, and forgets it at the next change", async () => {
    const auth = signIn("?auth_error=access_denied");
    const { store, seen } = await watched(auth);
    auth.questions[0].fail(new FcPivotError("network_error"));
    await settled();
    void store.current().refresh();
    await settled();
    auth.questions[1].answer(ANNE);
    await settled();
    auth.tell(null);
    assert.deepEqual(seen, [["failed", null, "network_error"], ["signed-in", "anne", "access_denied"], ["signed-out", null, null]]);
  });

  for (const act of ["login", "logout"]) {
    it(`shows why a ${act} failed, without rejecting`, async () => {
      const auth = { ...signIn(), [act]: async () => { throw new FcPivotError("provider_unreachable"); } };
      const { store, seen } = await watched(auth);
      auth.tell(ANNE);
      await store.current()[act]();
      assert.deepEqual(seen, [["signed-in", "anne", null], ["signed-in", "anne", "provider_unreachable"]]);
    });
  }

  it("shows nothing of an error that is not ours", async () => {
    const auth = { ...signIn(), login: async () => { throw new Error("a secret"); } };
    const { store } = await watched(auth);
    auth.tell(null);
    await store.current().login();
    const { error } = store.current();
    assert.equal(error.code, "internal");
    assert.doesNotMatch(error.message, /secret/);
  });

  it("forgets the person once nobody listens, and ignores late answers", async () => {
    const auth = signIn();
    const { store, seen, stop } = await watched(auth);
    auth.tell(ANNE);
    void store.current().refresh();
    await settled();
    stop();
    assert.deepEqual([...brief(store.current()), auth.listeners.size], ["loading", null, null, 0]);
    auth.questions[1].answer(BEN);
    await settled();
    assert.deepEqual(brief(store.current()), ["loading", null, null]);
    assert.deepEqual(seen, [["signed-in", "anne", null]]);
  });

  it("gives the same snapshot until something changes, with the same functions", async () => {
    const auth = signIn();
    const { store } = await watched(auth);
    const { login } = store.current();
    assert.equal(store.current(), store.current());
    auth.tell(ANNE);
    assert.equal(store.current(), store.current());
    assert.equal(store.current().login, login);
    assert.ok(Object.isFrozen(store.current()));
  });
});
