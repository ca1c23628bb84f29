/**
 * A trap of the Wasm in workerd, then the next request: the built Worker, in an isolate that a test can take the memory of
 * (tests/world/deployment/exhaustion.js). With the three stores, and with other requests under way.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { deploy } from "../../world/deployment/index.mjs";
import { Person } from "../../world/deployment/person.mjs";
import { assertError, assertNobody, assertSentBack, assertSignedIn, LOGIN_COOKIE, SESSION_COOKIE } from "../../world/sign-ins/assertions.mjs";

const PERSON = "married-name";

/** In front of the Worker: a route that takes the isolate's memory, and says how many instances it has had. */
const ENTRY = `
import "./exhaustion.js";
import worker, { SessionObject } from "./index.js";

export { SessionObject };
export default {
  fetch(request, environment, context) {
    const { pathname } = new URL(request.url);
    if (pathname === "/exhaust") exhaust();
    else if (pathname !== "/instances") return worker.fetch(request, environment, context);
    return Response.json(wasmInstances());
  },
};
`;
const exhaustion = await readFile(new URL("../../world/deployment/exhaustion.js", import.meta.url), "utf8");

for (const store of ["cookie", "kv", "durable-object"]) {
  describe(`a trap in workerd, ${store}`, () => {
    const wrongs = {};
    let deployment;
    before(async () => {
      const entry = { "entry.js": ENTRY, "exhaustion.js": exhaustion };
      deployment = await deploy({ alg: "RSA-OAEP-256", before: entry, settings: { SESSION_STORE: store }, wrongs });
    });
    after(() => deployment.stop());

    const inTheIsolate = async (path) => (await fetch(`${deployment.origin}${path}`)).json();
    const exhaust = () => inTheIsolate("/exhaust");
    const newPerson = () => new Person(deployment.origin);
    const holds = ({ cookies }, prefix) => [...cookies.keys()].some((name) => name.startsWith(prefix));

    it("ends the request in a typed error; the next is served by one other instance, and nobody is signed out", async () => {
      const person = newPerson();
      await assertSignedIn(person, await person.signIn(PERSON));
      const { body } = await person.session();
      const instances = await exhaust();
      await assertError(await person.fetch("/auth/session"), 500, "internal");
      assert.deepEqual((await person.session()).body, body);
      assert.equal((await person.fetch("/api/permits")).status, 200);
      assert.equal(await inTheIsolate("/instances"), instances + 1);
      const other = newPerson();
      await assertSignedIn(other, await other.signIn(PERSON));
      assert.equal(await inTheIsolate("/instances"), instances + 1);
    });

    it("tells a script at a protected route, which is served at the next try", async () => {
      const person = newPerson();
      await person.signIn(PERSON);
      await exhaust();
      await assertError(await person.fetch("/api/permits"), 500, "internal");
      assert.equal((await person.fetch("/api/permits")).status, 200);
    });

    it("sends a person who starts a login back, and lets her start at the next try", async () => {
      const person = newPerson();
      await exhaust();
      await assertSentBack(await person.fetch("/auth/login"), "internal");
      assert.equal(holds(person, LOGIN_COOKIE), false);
      await assertSignedIn(person, await person.signIn(PERSON));
    });

    it("leaves a login as it was where its callback finds no memory: the same callback succeeds after it", async () => {
      const person = newPerson();
      const callback = await person.goToProvider(PERSON);
      await exhaust();
      await assertSentBack(await person.fetch(callback.href), "internal");
      assert.equal(holds(person, LOGIN_COOKIE), true);
      await assertSignedIn(person, await person.fetch(callback.href));
    });

    for (const route of ["token", "userinfo"]) {
      it(`ends sign-ins that wait for ${route} in the typed error, without a session, and they succeed when started again`, async (t) => {
        const people = Array.from({ length: 4 }, newPerson);
        const callbacks = [];
        for (const person of people) callbacks.push(await person.goToProvider(PERSON));

        let waiting = 0;
        let trapped;
        let allWait;
        const trap = new Promise((resolve, reject) => { allWait = { resolve, reject }; });
        wrongs.answer = {
          [route]: async (answer) => {
            waiting += 1;
            if (waiting === people.length) allWait.resolve(trapped = exhaust().then(() => newPerson().fetch("/auth/session")));
            await trap;
            return answer;
          },
        };
        t.after(() => delete wrongs.answer);
        const answers = await Promise.all(people.map(async (person, index) => {
          const answer = await person.fetch(callbacks[index].href);
          // One callback may be answered before all of them wait. It is not waited for: the others would never be released.
          if (trapped === undefined) allWait.reject(new Error(`a callback was answered before all waited for ${route}: ${answer.headers.get("location")}`));
          await trap;
          return answer;
        }));
        delete wrongs.answer;
        await assertError(await trapped, 500, "internal");
        for (const [index, answer] of answers.entries()) {
          await assertSentBack(answer, "internal");
          assert.equal(holds(people[index], SESSION_COOKIE), false);
          await assertNobody(people[index]);
          await assertSignedIn(people[index], await people[index].signIn(PERSON));
        }
      });
    }
  });
}
