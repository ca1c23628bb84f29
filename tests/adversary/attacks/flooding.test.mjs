/** N67: logins that nobody finishes, by the thousand. What they leave behind must be nothing: neither with us nor in the browser. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { fcPivot } from "fc-pivot/worker";
import { deploy, storesOfTheWorker } from "../../world/deployment/index.mjs";
import { Person, personAt } from "../../world/deployment/person.mjs";
import { QUIET } from "../../world/deployment/quiet.mjs";
import { assertSignedIn, LOGIN_COOKIE } from "../../world/sign-ins/assertions.mjs";

const LOGINS = 2000;

describe("N67 two thousand logins that nobody finishes", () => {
  let deployment;
  let stores;
  before(async () => {
    deployment = await deploy();
    stores = await storesOfTheWorker();
  });
  after(async () => {
    await stores.stop();
    await deployment.stop();
  });

  it("N67 of as many browsers write nothing into the store, and the next person signs in", async () => {
    const settings = { ...deployment.settings, ...stores.bindings, SESSION_STORE: "kv" };
    const auth = fcPivot(QUIET);
    const newcomer = () => personAt(auth, settings, deployment.origin);
    const written = async () => (await stores.bindings.SESSIONS_KV.list()).keys.length;
    for (let count = 0; count < LOGINS; count += 1) await newcomer().startLogin();
    assert.equal(await written(), 0);
    const person = newcomer();
    await assertSignedIn(person, await person.signIn("married-name"));
    assert.ok(await written() > 0);
  });

  it("N67 of one browser leave it eight cookies, and its next login arrives", async () => {
    const person = new Person(deployment.origin);
    for (let count = 0; count < LOGINS; count += 1) await person.startLogin();
    assert.equal([...person.cookies.keys()].filter((name) => name.startsWith(LOGIN_COOKIE)).length, 8);
    await assertSignedIn(person, await person.signIn("married-name"));
  });
});
