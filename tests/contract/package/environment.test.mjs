/** The environment in Node: what a setting may be, whose settings are whose, and the process's own. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { FcPivotError } from "fc-pivot";
import { fcPivot } from "fc-pivot/worker";
import { sessionCookie } from "fc-pivot/testing/worker";
import { storesOfTheWorker } from "../../world/deployment/index.mjs";
import { personAt } from "../../world/deployment/person.mjs";
import { QUIET } from "../../world/deployment/quiet.mjs";
import { assertSignedIn } from "../../world/sign-ins/assertions.mjs";
import { ORIGIN, registeredWith } from "../../world/deployment/registered.mjs";

const PERSON = "married-name";
const CANARY = "canary0123456789";
const request = (cookie = "") => new Request(`${ORIGIN}/anything`, { headers: { cookie } });

/** The refusal names the setting and says what it expects, never what it held. */
const refuses = (promise, name, expected) =>
  assert.rejects(promise, (error) => {
    assert.ok(error instanceof FcPivotError);
    assert.equal(error.code, "invalid_settings");
    assert.ok(error.message.includes(`${name}: expected ${expected}`), error.message);
    assert.equal(error.message.includes(CANARY), false);
    return true;
  });

let registered;
before(async () => { registered = await registeredWith("RSA-OAEP-256"); });
after(() => registered.stop());

describe("a setting", () => {
  const check = (changes) => fcPivot(QUIET).check({ ...registered.settings, ...changes });

  it("is a text, or a number's digits", async () => {
    const settings = { ...registered.settings, SESSION_TTL: 300, FC_TIMEOUT: 2500 };
    await fcPivot(QUIET).check(settings);
    const started = Math.floor(Date.now() / 1000);
    const session = await fcPivot(QUIET).session(request(await sessionCookie(settings, PERSON)), settings);
    assert.ok(session.expiresAt >= started + 300 && session.expiresAt <= started + 310, `${session.expiresAt - started}`);
  });

  it("is not set where it is undefined, null or empty", async () => {
    for (const nothing of [undefined, null, ""]) {
      await check({ SESSION_TTL: nothing, FC_SCOPE: nothing });
      await refuses(check({ FC_CLIENT_ID: nothing }), "FC_CLIENT_ID", "the client identifier");
    }
  });

  it("is what Secrets Store's binding gives", async () => {
    const { FC_CLIENT_SECRET, ...others } = registered.settings;
    await fcPivot(QUIET).check({ ...others, FC_CLIENT_SECRET: { get: async () => FC_CLIENT_SECRET } });
    const none = [async () => { throw new Error(CANARY); }, () => { throw new Error(CANARY); }, async () => null, async () => ({ CANARY })];
    for (const get of none) await refuses(check({ FC_CLIENT_SECRET: { get } }), "FC_CLIENT_SECRET", "a secret that Secrets Store gives, in a request and not at the start");
  });

  it("is refused, by its name, where it is anything else", async () => {
    for (const name of ["SESSION_TTL", "FC_CLIENT_ID", "SESSION_KEYS", "FC_SCOPE", "FC_AMR"]) {
      for (const odd of [true, false, { CANARY }, [CANARY], () => CANARY, Symbol(CANARY), 300n, 60.5, Number.NaN, 2 ** 53, { get: CANARY }]) {
        await refuses(check({ [name]: odd }), name, "a text, a whole number, or a secret of Secrets Store");
      }
    }
  });

  it("that may not be read is refused, by its name", async () => {
    const environment = new Proxy(registered.settings, {
      get: (own, name) => {
        if (name === "FC_SCOPE") throw new Error(CANARY);
        return own[name];
      },
    });
    await refuses(fcPivot(QUIET).check(environment), "FC_SCOPE", "an environment that may be read");
  });

  it("that is a number too small is refused as a text would be", async () => {
    await refuses(check({ SESSION_TTL: 59 }), "SESSION_TTL", "whole seconds, from 60 to 86400");
  });
});

describe("an environment that is another object with each request", () => {
  /**
   * Counts what is asked of the provider, and how often keys of ours are imported. Those are JWKs with private usages; the stand-in has none. The
   * content keys of tokens are octets.
   */
  function counted(t) {
    const asked = [];
    const imported = t.mock.method(crypto.subtle, "importKey");
    const own = async (url, init) => {
      asked.push(new URL(url).pathname.split("/").at(-1));
      return fetch(url, init);
    };
    return { asked, imports: () => imported.mock.calls.filter(({ arguments: [format, , , , usages] }) => format === "jwk" && ["decrypt", "unwrapKey", "deriveBits"].some((usage) => usages.includes(usage))).length, auth: fcPivot({ ...QUIET, fetch: own }) };
  }

  /** A person whose every request comes with a new environment. */
  const personWith = (auth, environment) => personAt({ handle: (each) => auth.handle(each, environment()) }, undefined, ORIGIN);

  it("is one deployment: documents are fetched once, keys imported once", async (t) => {
    const { asked, imports, auth } = counted(t);
    const person = personWith(auth, () => ({ ...registered.settings }));
    await assertSignedIn(person, await person.signIn(PERSON));
    const once = imports();
    assert.ok(once > 0);
    await assertSignedIn(person, await person.signIn(PERSON));
    assert.equal(imports(), once);
    assert.equal(asked.filter((name) => name === "openid-configuration").length, 1);
    assert.equal(asked.filter((name) => name === "jwks").length, 1);
    assert.equal(asked.filter((name) => name === "token").length, 2);
  });

  it("is one deployment where the first requests come at once", async (t) => {
    const { asked, auth } = counted(t);
    const people = Array.from({ length: 5 }, () => personWith(auth, () => ({ ...registered.settings })));
    await Promise.all(people.map((person) => person.startLogin()));
    assert.equal(asked.filter((name) => name === "openid-configuration").length, 1);
  });

  it("is another deployment where one setting differs, and the first again afterwards", async (t) => {
    const { asked, auth } = counted(t);
    const other = { ...registered.settings, FC_ACR: "eidas3" };
    const levelWith = async (settings) => (await personWith(auth, () => ({ ...settings })).startLogin()).searchParams.get("acr_values");
    assert.equal(await levelWith(registered.settings), "eidas2");
    assert.equal(await levelWith(other), "eidas3");
    assert.equal(await levelWith(registered.settings), "eidas2");
    assert.equal(asked.length, 2);
  });

  it("has the store of its own bindings", async () => {
    const stores = await Promise.all([storesOfTheWorker(), storesOfTheWorker()]);
    try {
      const [one, other] = stores.map(({ bindings }) => ({ ...registered.settings, SESSION_STORE: "kv", ...bindings }));
      const auth = fcPivot(QUIET);
      const cookie = await sessionCookie(one, PERSON);
      assert.equal(await auth.session(request(cookie), { ...other }), null);
      assert.equal((await auth.session(request(cookie), { ...one })).identity.birthName, "KERVOALEN");
    } finally {
      await Promise.all(stores.map(({ stop }) => stop()));
    }
  });

  it("keeps a bounded number of deployments, and drops the one least recently used", async (t) => {
    const { imports, auth } = counted(t);
    const settings = (number) => ({ ...registered.settings, FC_TIMEOUT: 1000 + number });
    await auth.check(settings(0));
    const each = imports();
    for (let number = 1; number < 16; number += 1) await auth.check(settings(number));
    await auth.check(settings(0));
    assert.equal(imports(), 16 * each);
    await auth.check(settings(16));
    await auth.check(settings(0));
    assert.equal(imports(), 17 * each);
    await auth.check(settings(1));
    assert.equal(imports(), 18 * each);
  });
});

describe("the environment of the process", () => {
  /** Sets it for one test. */
  function inTheProcess(t, settings) {
    Object.assign(process.env, settings);
    t.after(() => { for (const name of Object.keys(settings)) delete process.env[name]; });
  }

  it("is read where none is given, in every call", async (t) => {
    inTheProcess(t, registered.settings);
    const auth = fcPivot(QUIET);
    await auth.check();
    const person = personAt(auth, undefined, ORIGIN);
    await assertSignedIn(person, await person.signIn(PERSON));
    assert.equal((await auth.session(request(person.cookieHeader()))).identity.birthName, "KERVOALEN");
    assert.equal((await auth.requireSession(request(person.cookieHeader()), undefined, { acr: "eidas3" })).session.assurance.acr, "eidas3");
  });

  it("is not mixed into one that is given", async (t) => {
    inTheProcess(t, { ...registered.settings, FC_ACR: "eidas3" });
    const { FC_CLIENT_ID, ...without } = registered.settings;
    const auth = fcPivot(QUIET);
    assert.equal((await personAt(auth, registered.settings, ORIGIN).startLogin()).searchParams.get("acr_values"), "eidas2");
    await refuses(auth.check(without), "FC_CLIENT_ID", "the client identifier");
  });

  it("is missing where there is none, and what is given must be one", async (t) => {
    const auth = fcPivot(QUIET);
    for (const odd of [null, "FC_CLIENT_ID=a", 1]) await assert.rejects(auth.check(odd), /expected an environment/);
    const { process: own } = globalThis;
    t.after(() => { globalThis.process = own; });
    globalThis.process = undefined;
    await assert.rejects(auth.check(), (error) => error.code === "invalid_settings" && /expected an environment/.test(error.message));
  });
});
