/** N84: a store that answers something else than it was given, of another type, or too late, admits nobody and ends nothing. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { fcPivot } from "fc-pivot/worker";
import { personAt } from "../../world/deployment/person.mjs";
import { QUIET } from "../../world/deployment/quiet.mjs";
import { ORIGIN, registeredWith } from "../../world/deployment/registered.mjs";
import { inMemory } from "./each.mjs";

/** A store whose functions can be replaced while it is in use; remembers the keys that it was asked for. */
function replaceable() {
  const honest = inMemory();
  const keys = new Set();
  const now = {};
  const store = Object.fromEntries(["get", "put", "delete", "once"].map((name) => [name, async (key, ...rest) => {
    keys.add(key);
    return (now[name] ?? honest[name])(key, ...rest);
  }]));
  const replacing = async (functions, act) => {
    Object.assign(now, functions);
    try {
      return await act();
    } finally {
      for (const name of Object.keys(functions)) delete now[name];
    }
  };
  return { store, honest, keys, replacing };
}

describe("a store that is confused", () => {
  let registered;
  before(async () => {
    registered = await registeredWith();
  });
  after(() => registered.stop());
  const stage = () => {
    const held = replaceable();
    const auth = fcPivot({ ...QUIET, store: held.store });
    return { ...held, newPerson: () => personAt(auth, registered.settings, ORIGIN) };
  };
  const asked = async (person) => {
    const { status, body } = await person.session();
    return [status, body.error?.code];
  };
  const SIGNED_IN = [200, undefined];

  it("N84 gives a foreign value, or that of another key: nobody is signed in by it", async () => {
    const { newPerson, honest, keys, replacing } = stage();
    const [one, other] = [newPerson(), newPerson()];
    await one.signIn("married-name");
    const before = new Set(keys);
    await other.signIn("no-usual-name");
    const values = await Promise.all([...keys].filter((key) => !before.has(key)).map((key) => honest.get(key)));
    const others = values.filter((value) => value !== null && value.length > 100);
    assert.equal(others.length, 1);
    for (const value of ["", "a foreign value", others[0], `${others[0].slice(0, -1)}_`, "x".repeat(100_000)]) {
      assert.deepEqual(await replacing({ get: async () => value }, () => asked(one)), [401, "no_session"], value.slice(0, 20));
    }
    assert.deepEqual([await asked(one), await asked(other)], [SIGNED_IN, SIGNED_IN]);
  });

  it("N84 gives a value of another type: it counts as one that does not answer, and the next request is served", async () => {
    const { newPerson, replacing } = stage();
    const person = newPerson();
    await person.signIn("married-name");
    for (const value of [7, true, {}, [], new Uint8Array(8), Symbol("a value"), () => "a value"]) {
      assert.deepEqual(await replacing({ get: async () => value }, () => asked(person)), [503, "store_unavailable"], String(value));
      assert.deepEqual(await asked(person), SIGNED_IN);
    }
    assert.deepEqual(await replacing({ get: async () => undefined }, () => asked(person)), [401, "no_session"]);
  });

  it("N84 says of a login neither that it was used nor that it was not: nobody is signed in by it", async () => {
    for (const value of [null, undefined, "OK", 1, 0, {}]) {
      const { newPerson, replacing } = stage();
      const person = newPerson();
      const answer = await replacing({ once: async () => value }, () => person.signIn("married-name"));
      assert.match(answer.headers.get("location"), /auth_error=store_unavailable/, String(value));
      assert.deepEqual(await asked(person), [401, "no_session"]);
      assert.equal((await person.signIn("married-name")).headers.get("location"), "/");
    }
  });

  it("N84 lets a login be used twice: the browser and the provider do not", async () => {
    const { newPerson, replacing } = stage();
    const person = newPerson();
    await replacing({ once: async () => true }, async () => {
      const callback = await person.goToProvider("married-name");
      const copy = person.twin();
      assert.equal((await person.fetch(callback.href)).headers.get("location"), "/");
      assert.match((await copy.fetch(callback.href)).headers.get("location"), /auth_error=code_rejected/);
      assert.deepEqual(await asked(copy), [401, "no_session"]);
    });
  });

  it("N84 is asked for hashes alone, whatever the browser sends", async () => {
    const { newPerson, keys } = stage();
    const person = newPerson();
    await person.signIn("married-name");
    const [[name]] = [...person.cookies].filter(([each]) => each.includes("session"));
    for (const ticket of ["a\tb", "*", "../../x", "a%0d%0aDEL%20x", "é", "x".repeat(3000)]) {
      const copy = person.twin();
      copy.cookies.set(name, encodeURI(ticket).replace("%09", "\t"));
      assert.deepEqual(await asked(copy), [401, "no_session"], ticket);
    }
    for (const key of keys) assert.match(key, /^[\w.:-]{20,200}$/);
    assert.ok(keys.size > 1);
  });

  it("N84 answers too late: the request ends in bounded time", async () => {
    const { newPerson, replacing } = stage();
    const person = newPerson();
    await person.signIn("married-name");
    const start = Date.now();
    assert.deepEqual(await replacing({ get: () => new Promise(() => {}) }, () => asked(person)), [503, "store_unavailable"]);
    assert.ok(Date.now() - start < 15_000);
    assert.deepEqual(await asked(person), SIGNED_IN);
  });
});
