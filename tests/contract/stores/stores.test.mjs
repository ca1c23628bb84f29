/** Every store on the server keeps the same promises: to the core by its four functions, to people by their sessions. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { fcPivot } from "fc-pivot/worker";
import { CLIENT_ID } from "../../world/deployment/index.mjs";
import { personAt } from "../../world/deployment/person.mjs";
import { QUIET } from "../../world/deployment/quiet.mjs";
import { ORIGIN, registeredWith } from "../../world/deployment/registered.mjs";
import { subjectOf } from "../../world/standin/index.mjs";
import { eachStore, KINDS } from "./each.mjs";

const later = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

describe("a store on the server", () => {
  let registered;
  let stores;
  const opened = [];
  before(async () => {
    registered = await registeredWith();
    stores = await eachStore();
  });
  after(async () => {
    for (const auth of opened) auth.close();
    await stores?.stop();
    await registered?.stop();
  });

  for (const kind of KINDS) {
    describe(kind, () => {
      const kept = () => stores.kinds[kind].store;
      const key = () => `key-${crypto.randomUUID()}`;
      /** A person at an application of her own, so that none shares what the others keep in memory. */
      const signsInAt = () => {
        const { settings, options } = stores.kinds[kind];
        const [auth, environment] = [fcPivot({ ...QUIET, ...options }), { ...registered.settings, ...settings }];
        opened.push(auth);
        return { auth, environment, person: personAt(auth, environment, ORIGIN) };
      };

      it("gives what was put, in place of what was put before, and nothing once it is deleted", async () => {
        const name = key();
        assert.equal(await kept().get(name), null);
        await kept().put(name, "one", 60);
        await kept().put(name, "two", 60);
        assert.equal(await kept().get(name), "two");
        await kept().delete(name);
        assert.equal(await kept().get(name), null);
        await kept().delete(key());
      });

      if (kind !== "kv") {
        it("gives nothing past a value's end", async () => {
          const name = key();
          await kept().put(name, "value", 1);
          assert.equal(await kept().get(name), "value");
          await later(1100);
          assert.equal(await kept().get(name), null);
        });

        it("lets one caller be the first, however many ask at once", async () => {
          const name = key();
          const asked = await Promise.all(Array.from({ length: 8 }, () => kept().once(name, 60)));
          assert.equal(asked.filter(Boolean).length, 1);
          assert.equal(await kept().once(name, 60), false);
          assert.equal(await kept().once(key(), 60), true);
        });
      }

      if (!["kv", "a store of one's own"].includes(kind)) {
        it("does not bring a value back that was deleted a moment ago", async () => {
          const name = key();
          await kept().put(name, "session", 60);
          await kept().delete(name);
          await kept().put(name, "a renewal that was under way", 60);
          assert.equal(await kept().get(name), null);
        });
      }

      it("signs a person in and out", async () => {
        const { person } = signsInAt();
        await person.signIn("married-name");
        const copy = person.twin();
        assert.equal((await copy.session()).body.identity.birthName, "KERVOALEN");
        await person.fetch("/auth/logout", { method: "POST", headers: { origin: ORIGIN } });
        assert.deepEqual([(await person.session()).status, (await copy.session()).status], [401, 401]);
      });

      it("uses a login up", async () => {
        const { person } = signsInAt();
        const callback = await person.goToProvider("married-name");
        const copy = person.twin();
        assert.equal((await person.fetch(callback)).headers.get("location"), "/");
        assert.equal((await copy.fetch(callback)).headers.get("location"), "/?auth_error=state_unknown");
      });

      it("ends every session of a person, in all browsers, and nobody else's", async () => {
        const { auth, environment, person } = signsInAt();
        const [elsewhere, other] = [personAt(auth, environment, ORIGIN), personAt(auth, environment, ORIGIN)];
        await person.signIn("married-name");
        await elsewhere.signIn("married-name");
        await other.signIn("born-abroad");
        await auth.signOutEverywhere(environment, { issuer: registered.standin.issuer, sub: subjectOf(CLIENT_ID, "married-name") });
        assert.deepEqual(await Promise.all([person, elsewhere, other].map(async (each) => (await each.session()).status)), [401, 401, 200]);
      });
    });
  }
});
