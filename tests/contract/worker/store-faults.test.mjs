/** Stores that fail as Cloudflare's do: a write refused, an object restarted by a deployment, one that has too much to do. In workerd. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { deploy, startWorker } from "../../world/deployment/index.mjs";
import { Person } from "../../world/deployment/person.mjs";
import { assertError, assertNobody, assertSentBack, assertSignedIn, LOGIN_COOKIE } from "../../world/sign-ins/assertions.mjs";

const PERSON = "married-name";
const SLIDING = { SESSION_RENEWAL: "sliding", SESSION_TTL: "600" };
const faultyStores = await readFile(new URL("../../world/deployment/faulty-stores.js", import.meta.url), "utf8");

const wrongs = {};
let deployment;
let person;

/** What the tests tell the stores, and what those count. */
const stores = async (orders) => {
  const init = orders === undefined ? {} : { method: "POST", body: JSON.stringify(orders) };
  return (await fetch(`${deployment.origin}/__test`, init)).json();
};
const USUAL = { ahead: 0, limited: false, together: 0, faults: [] };
const allOf = (count, act) => Promise.all(Array.from({ length: count }, act));
const loginsOf = ({ cookies }) => [...cookies.keys()].filter((name) => name.startsWith(LOGIN_COOKIE));

function deployed(settings) {
  before(async () => {
    deployment = await deploy({ wrongs, settings, before: { "faulty-stores.js": faultyStores } });
  });
  after(() => deployment.stop());
  beforeEach(() => {
    person = new Person(deployment.origin);
  });
  afterEach(() => stores(USUAL));
}

/** Eight requests at once in the second half of the session: their statuses. */
async function eightAtOnce() {
  const answers = await allOf(8, () => person.fetch("/api/permits"));
  return answers.map(({ status }) => status);
}
const ALL_ADMITTED = Array(8).fill(200);
const statusAt = async (seconds) => {
  await stores({ ...(await stores()), ahead: seconds * 1000 });
  return (await person.session()).status;
};

for (const SESSION_STORE of ["cookie", "kv", "durable-object"]) {
  describe(`eight requests at once in the second half of a sliding session, SESSION_STORE=${SESSION_STORE}`, () => {
    deployed({ SESSION_STORE, ...SLIDING });

    it("are all admitted, and the session is renewed", async () => {
      await stores({ limited: true });
      await assertSignedIn(person, await person.signIn(PERSON));
      await stores({ ahead: 400_000, together: 8 });
      assert.deepEqual(await eightAtOnce(), ALL_ADMITTED);
      const { written, refused } = await stores();
      if (SESSION_STORE === "kv") assert.deepEqual([written, refused], [1, 7]);
      await stores({ ahead: 400_000, together: 0 });
      assert.equal(await statusAt(990), 200);
      assert.equal(await statusAt(990 + 601), 401);
    });
  });
}

describe("a renewal that cannot be written", () => {
  deployed({ SESSION_STORE: "durable-object", ...SLIDING });

  it("costs nothing: the session lasts as long as it did, and no longer", async () => {
    await assertSignedIn(person, await person.signIn(PERSON));
    await stores({ ahead: 400_000, faults: [{ method: "PUT", kind: "broken", always: true }] });
    assert.deepEqual(await eightAtOnce(), ALL_ADMITTED);
    const answer = await person.fetch("/api/permits");
    assert.deepEqual([answer.status, answer.headers.getSetCookie()], [200, []]);
    assert.equal(await statusAt(590), 200);
    assert.equal(await statusAt(605), 401);
  });

  it("is tried again by the next request", async () => {
    await assertSignedIn(person, await person.signIn(PERSON));
    await stores({ ahead: 400_000, faults: [{ method: "PUT", kind: "broken" }] });
    assert.equal((await person.session()).status, 200);
    assert.equal((await person.session()).status, 200);
    assert.equal(await statusAt(990), 200);
  });

  it("does not bring back a session that was signed out meanwhile", async () => {
    await assertSignedIn(person, await person.signIn(PERSON));
    const [slow, copy] = [person.twin(), person.twin()];
    // The renewal is carried out twice: before the sign-out, and once more after it.
    await stores({ ahead: 400_000, faults: [{ method: "PUT", kind: "retryable", done: true }, { method: "PUT", kind: "retryable", done: true }] });
    const [read] = await Promise.all([
      slow.session(),
      (async () => {
        while ((await stores()).faults.length === 2);
        await person.fetch("/auth/logout", { method: "POST", headers: { origin: person.origin } });
      })(),
    ]);
    assert.equal(read.status, 200);
    assert.equal((await stores()).asked.PUT, 3);
    await assertNobody(copy);
  });
});

describe("a Durable Object", () => {
  deployed({ SESSION_STORE: "durable-object" });

  const reads = [
    ["is restarted by a deployment", { kind: "reset" }],
    ["fails once, and says that a second try helps", { kind: "retryable" }],
  ];
  for (const [what, fault] of reads) {
    it(`that ${what} is asked again: the person stays signed in`, async () => {
      await assertSignedIn(person, await person.signIn(PERSON));
      await stores({ faults: [{ method: "GET", ...fault }] });
      assert.equal((await person.session()).status, 200);
      assert.deepEqual((await stores()).faults, []);
    });

    for (const done of [false, true]) {
      it(`that ${what} ${done ? "after" : "before"} it did what was asked: the person signs in all the same, and out`, async () => {
        const callback = await person.goToProvider(PERSON);
        const copy = person.twin();
        await stores({ faults: ["POST", "PUT", "DELETE"].map((method) => ({ method, done, ...fault })) });
        await assertSignedIn(person, await person.fetch(callback));
        // N57: and the login is used up all the same.
        await assertSentBack(await copy.fetch(callback), "state_unknown");
        const signedIn = person.twin();
        await person.fetch("/auth/logout", { method: "POST", headers: { origin: person.origin } });
        await assertNobody(signedIn);
        assert.deepEqual((await stores()).faults, []);
      });
    }
  }

  const failures = [
    ["has too much to do is not asked again", { kind: "overloaded" }, 1],
    ["fails without a word is not asked again", { kind: "broken" }, 1],
    ["does not come back is asked three times", { kind: "retryable", always: true }, 3],
  ];
  for (const [what, fault, times] of failures) {
    it(`that ${what}: store_unavailable`, async () => {
      await assertSignedIn(person, await person.signIn(PERSON));
      await stores({ faults: [{ method: "GET", ...fault }] });
      await assertError(await person.fetch("/auth/session"), 503, "store_unavailable");
      assert.equal((await stores()).asked.GET, times);
      await stores(USUAL);
      assert.equal((await person.session()).status, 200);
    });
  }
});

describe("a callback whose code was not sent", () => {
  deployed({ SESSION_STORE: "durable-object" });
  const codesSent = () => deployment.requestsTo("/token");

  it("because the store did not answer: the login is left, and the same callback signs in", async () => {
    const callback = await person.goToProvider(PERSON);
    const sent = codesSent();
    await stores({ faults: [{ method: "POST", kind: "broken" }] });
    await assertSentBack(await person.fetch(callback), "store_unavailable");
    assert.deepEqual([codesSent(), loginsOf(person).length], [sent, 1]);
    await assertSignedIn(person, await person.fetch(callback));
    assert.deepEqual([codesSent(), loginsOf(person).length], [sent + 1, 0]);
  });

  it("because the provider's document could not be had: the login is left, and the same callback signs in", async () => {
    const callback = await person.goToProvider(PERSON);
    const restarted = await startWorker({ settings: { ...deployment.settings, FC_REDIRECT_URI: `${deployment.origin}/auth/callback` } });
    try {
      const there = new Person(restarted.origin);
      for (const [name, value] of person.cookies) there.cookies.set(name, value);
      wrongs.answer = { discovery: () => "reset" };
      await assertSentBack(await there.fetch(`/auth/callback${callback.search}`), "provider_unreachable");
      assert.equal(loginsOf(there).length, 1);
      delete wrongs.answer;
      await assertSignedIn(there, await there.fetch(`/auth/callback${callback.search}`));
      assert.deepEqual(loginsOf(there), []);
    } finally {
      delete wrongs.answer;
      await restarted.stop();
    }
  });

  it("because it was refused: the login is used up", async () => {
    const callback = await person.goToProvider(PERSON);
    const forged = new URL(callback);
    forged.searchParams.set("iss", "https://evil.example");
    await assertSentBack(await person.fetch(forged), "callback_iss_mismatch");
    await assertSentBack(await person.fetch(callback), "state_unknown");
  });
});
