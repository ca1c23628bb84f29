/** The Worker in the newest workerd, under the newest miniflare: sign-in, session and sign-out with each store, and who is refused. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { CLIENT_ID, deploy } from "../../world/deployment/index.mjs";
import { startNewestWorker } from "../../world/deployment/newest-worker.mjs";
import { Person } from "../../world/deployment/person.mjs";
import { subjectOf } from "../../world/standin/index.mjs";

for (const store of ["cookie", "kv", "durable-object"]) {
  describe(`the newest workerd, SESSION_STORE=${store}`, () => {
    let deployment;
    before(async () => { deployment = await deploy({ start: startNewestWorker, settings: { SESSION_STORE: store } }); });
    after(() => deployment?.stop());
    const newPerson = () => new Person(deployment.origin);

    it("signs a person in, says who she is, and signs her out, at the provider too", async () => {
      const person = newPerson();
      const callback = await person.signIn("married-name", "?return_to=/account");
      assert.deepEqual([callback.status, callback.headers.get("location")], [303, "/account"]);
      const { status, body } = await person.session();
      assert.deepEqual([status, body.identity.sub, body.assurance.acr], [200, subjectOf(CLIENT_ID, "married-name"), "eidas3"]);
      const twin = person.twin();
      const back = await person.signOut();
      assert.equal((await person.fetch(back.href)).headers.get("location"), "/");
      assert.equal((await person.session()).body.error.code, "no_session");
      // A cookie alone cannot be taken back; a store on the server knows.
      assert.equal((await twin.session()).status, store === "cookie" ? 200 : 401);
    });

    it("demands a level, and lets in who has it", async () => {
      const lower = newPerson();
      await lower.signIn("corsica-south");
      const refused = await lower.fetch("/api/permits/surrender");
      assert.deepEqual([refused.status, (await refused.json()).error.code], [403, "acr_insufficient"]);
      const higher = newPerson();
      await higher.signIn("married-name");
      assert.equal((await higher.fetch("/api/permits/surrender")).status, 200);
    });

    it("takes a callback once", async () => {
      const person = newPerson();
      const callback = await person.goToProvider("married-name");
      const twin = person.twin();
      assert.equal((await person.fetch(callback.href)).headers.get("location"), "/");
      assert.match((await twin.fetch(callback.href)).headers.get("location"), /^\/\?auth_error=[a-z_]+$/);
      assert.equal((await twin.session()).status, 401);
      assert.equal((await person.session()).status, 200);
    });

    it("refuses the cookie of a session with one character changed", async () => {
      const person = newPerson();
      await person.signIn("married-name");
      const forged = person.twin();
      const [name, value] = [...forged.cookies].find(([each]) => each.includes("session"));
      forged.cookies.set(name, value.slice(0, 40) + (value[40] === "A" ? "B" : "A") + value.slice(41));
      assert.deepEqual([(await forged.session()).status, (await person.session()).status], [401, 200]);
    });
  });
}
