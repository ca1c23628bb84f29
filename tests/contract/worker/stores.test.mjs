/** Sessions in cookies, KV and Durable Objects, in workerd: one behaviour, and what each store can do beyond it. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { cookieNames, deploy } from "../../world/deployment/index.mjs";
import { Person } from "../../world/deployment/person.mjs";

for (const store of ["cookie", "kv", "durable-object"]) {
  const onServer = store !== "cookie";

  describe(`SESSION_STORE=${store}`, () => {
    let deployment;
    before(async () => {
      deployment = await deploy({ settings: { SESSION_STORE: store } });
    });
    after(() => deployment.stop());

    const signedIn = async (personId = "married-name") => {
      const person = new Person(deployment.origin);
      const answer = await person.signIn(personId);
      assert.equal(answer.headers.get("location"), "/");
      return person;
    };

    it("knows the person from request to request", async () => {
      const person = await signedIn();
      for (let request = 0; request < 3; request += 1) {
        const { status, body } = await person.session();
        assert.deepEqual([status, body.identity.birthName], [200, "KERVOALEN"]);
      }
    });

    it(onServer ? "gives the browser a ticket and nothing else" : "gives the browser the sealed session", async () => {
      const { length } = (await signedIn()).cookies.get(cookieNames(deployment.settings).session);
      if (onServer) assert.equal(length, 45);
      else assert.ok(length > 1000);
    });

    it("N63: gives a new cookie at every login", async () => {
      const person = await signedIn();
      const earlier = person.twin();
      await person.signIn("born-abroad");
      const { session } = cookieNames(deployment.settings);
      assert.notEqual(person.cookies.get(session), earlier.cookies.get(session));
      assert.deepEqual((await person.session()).body.identity.birthplace, { kind: "abroad" });
      // The session that the login replaced is gone where there is a store to remove it from.
      assert.equal((await earlier.session()).status, onServer ? 401 : 200);
    });

    it(onServer ? "ends the session of every copy of the cookie at sign-out" : "cannot end a copy of the cookie at sign-out", async () => {
      const person = await signedIn();
      const copy = person.twin();
      assert.equal((await copy.session()).status, 200);
      await person.signOut();
      assert.equal((await person.session()).status, 401);
      assert.equal((await copy.session()).status, onServer ? 401 : 200);
    });

    it("N57: takes the callback of a login once, even where its cookie was copied", async () => {
      const person = new Person(deployment.origin);
      const callback = await person.goToProvider("married-name");
      const copy = person.twin();
      assert.equal((await person.fetch(callback.href)).headers.get("location"), "/");
      const again = await copy.fetch(callback.href);
      // Without a store that both see, it is the provider who refuses the code.
      assert.equal(again.headers.get("location"), `/?auth_error=${onServer ? "state_unknown" : "code_rejected"}`);
      assert.equal((await copy.session()).status, 401);
    });

    it("keeps two people apart", async () => {
      const [one, other] = [await signedIn("married-name"), await signedIn("born-abroad")];
      assert.notEqual((await one.session()).body.identity.sub, (await other.session()).body.identity.sub);
      await one.signOut();
      assert.equal((await other.session()).status, 200);
    });

    it("admits to protected routes, and to the higher ones at the higher level", async () => {
      const stranger = new Person(deployment.origin);
      const refused = await stranger.fetch("/api/permits");
      assert.deepEqual([refused.status, (await refused.json()).error.code], [401, "no_session"]);
      const sent = await stranger.navigate("/api/permits?year=2026");
      assert.deepEqual(sent, { status: 303, location: "/auth/login?return_to=%2Fapi%2Fpermits%3Fyear%3D2026" });

      const substantial = await signedIn("corsica-south");
      assert.equal((await substantial.fetch("/api/permits")).status, 200);
      const below = await substantial.fetch("/api/permits/surrender");
      assert.deepEqual([below.status, (await below.json()).error.code], [403, "acr_insufficient"]);
      const { location } = await substantial.navigate("/api/permits/surrender");
      assert.equal(location, "/auth/login?return_to=%2Fapi%2Fpermits%2Fsurrender&acr=eidas3");

      const high = await signedIn("married-name");
      const admitted = await high.fetch("/api/permits/surrender");
      assert.deepEqual([admitted.status, (await admitted.json()).acr], [200, "eidas3"]);
    });

    it("steps up through a new login", async () => {
      const person = await signedIn("married-name");
      const callback = await person.goToProvider("married-name", "?acr=eidas3&return_to=/api/permits/surrender");
      assert.equal((await person.fetch(callback.href)).headers.get("location"), "/api/permits/surrender");
      assert.equal((await person.fetch("/api/permits/surrender")).status, 200);
    });

    it("keeps the running session where a step-up fails", async () => {
      const person = await signedIn("corsica-south");
      const answer = await person.signIn("corsica-south", "?acr=eidas3");
      assert.equal(answer.headers.get("location"), "/?auth_error=access_denied");
      assert.equal((await person.session()).body.assurance.acr, "eidas2");
    });
  });
}

describe("SESSION_RENEWAL=sliding", () => {
  it("says when the session ends, and leaves a young one alone", async (t) => {
    const deployment = await deploy({ settings: { SESSION_RENEWAL: "sliding", SESSION_TTL: "600" } });
    t.after(() => deployment.stop());
    const person = new Person(deployment.origin);
    await person.signIn("married-name");
    const { body, headers } = await person.session();
    assert.ok(Math.abs(body.expiresAt - Date.now() / 1000 - 600) < 60);
    assert.deepEqual(headers.getSetCookie(), []);
  });
});
