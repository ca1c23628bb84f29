/** What only an application asks of the stores: signing out everywhere, renewal by the clock, a store that is gone. With workerd's own stores. */
import assert from "node:assert/strict";
import { after, before, describe, it, mock } from "node:test";
import { fcPivot } from "fc-pivot/worker";
import { CLIENT_ID, storesOfTheWorker } from "../../world/deployment/index.mjs";
import { personAt } from "../../world/deployment/person.mjs";
import { QUIET } from "../../world/deployment/quiet.mjs";
import { subjectOf } from "../../world/standin/index.mjs";
import { ORIGIN, registeredWith } from "../../world/deployment/registered.mjs";
const rejectsWith = (code, pattern = /./) => (error) => error.code === code && pattern.test(error.message);

describe("stores, from an application", () => {
  let registered;
  let stores;

  before(async () => {
    registered = await registeredWith();
    stores = await storesOfTheWorker();
  });
  after(async () => {
    await stores.stop();
    await registered.stop();
  });

  const environmentFor = (store, changes = {}) => ({ ...registered.settings, SESSION_STORE: store, ...stores.bindings, ...changes });
  const personOf = (auth, environment) => personAt(auth, environment, ORIGIN);

  for (const store of ["kv", "durable-object"]) {
    it(`${store}: signs a person out everywhere, and nobody else`, async () => {
      const [auth, environment] = [fcPivot(QUIET), environmentFor(store)];
      const people = [personOf(auth, environment), personOf(auth, environment), personOf(auth, environment)];
      const [one, sameElsewhere, other] = people;
      await one.signIn("married-name");
      await sameElsewhere.signIn("married-name");
      await other.signIn("born-abroad");
      for (const person of people) assert.equal((await person.session()).status, 200);
      await auth.signOutEverywhere(environment, { issuer: registered.standin.issuer, sub: subjectOf(CLIENT_ID, "married-name") });
      assert.deepEqual(await Promise.all(people.map(async (person) => (await person.session()).status)), [401, 401, 200]);
    });
  }

  it("cookie: says that it cannot", async () => {
    const person = { issuer: registered.standin.issuer, sub: "somebody" };
    await assert.rejects(fcPivot(QUIET).signOutEverywhere(environmentFor("cookie"), person), rejectsWith("invalid_settings", /SESSION_STORE/));
  });

  for (const store of ["cookie", "kv", "durable-object"]) {
    it(`${store}: use renews a sliding session, to its end and not beyond`, async () => {
      const lifetime = { SESSION_RENEWAL: "sliding", SESSION_TTL: "600", SESSION_MAX: "1500" };
      const [auth, environment] = [fcPivot(QUIET), environmentFor(store, lifetime)];
      const person = personOf(auth, environment);
      const start = Math.floor(Date.now() / 1000) * 1000;
      mock.timers.enable({ apis: ["Date"], now: start });
      try {
        await person.signIn("corsica-south");
        const endAfter = async (seconds) => {
          mock.timers.setTime(start + seconds * 1000);
          const { status } = await person.session();
          const { body } = await person.session();
          return status === 200 ? body.expiresAt - start / 1000 : status;
        };
        assert.equal(await endAfter(200), 600);
        assert.equal(await endAfter(500), 1100);
        assert.equal(await endAfter(1000), 1500);
        assert.equal(await endAfter(1499), 1500);
        assert.equal(await endAfter(1500), 401);
      } finally {
        mock.timers.reset();
      }
    });
  }

  it("names a binding that is missing", async () => {
    const { SESSIONS_KV, SESSIONS_DO, ...without } = environmentFor("kv");
    await assert.rejects(fcPivot(QUIET).check(without), rejectsWith("invalid_settings", /SESSIONS_KV/));
    await assert.rejects(fcPivot(QUIET).check({ ...without, SESSION_STORE: "durable-object" }), rejectsWith("invalid_settings", /SESSIONS_DO/));
    await fcPivot(QUIET).check({ ...without, SESSIONS_KV });
  });

  for (const store of ["kv", "durable-object"]) {
    it(`${store}: says store_unavailable where the store is gone`, async () => {
      const gone = await storesOfTheWorker();
      const [auth, environment] = [fcPivot(QUIET), environmentFor(store, gone.bindings)];
      const person = personOf(auth, environment);
      await person.signIn("married-name");
      assert.equal((await person.session()).status, 200);
      await gone.stop();
      const { status, body } = await person.session();
      assert.deepEqual([status, body.error.code], [503, "store_unavailable"]);
      const failed = await person.signIn("married-name");
      assert.equal(failed.headers.get("location"), "/?auth_error=store_unavailable");
    });
  }
});
