/** Two services of one organisation on one host: with one secret store (N71), at different levels (N72), with keys of their own (N73). */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { cookieNames, sessionKey } from "../../world/deployment/index.mjs";
import { Person } from "../../world/deployment/person.mjs";
import { deployTwoClients, SECOND } from "../../world/deployment/two-clients.mjs";
import { signIn } from "../../world/standin/index.mjs";
import { assertError, assertNobody, assertRedirect, assertSentBack, assertSignedIn, LOGIN_COOKIE } from "../../world/sign-ins/assertions.mjs";

const PERSON = "married-name";
/** Her identity provider reaches eidas2 and no more. */
const SUBSTANTIAL = "no-usual-name";

const logout = (browser) => browser.fetch("/auth/logout", { method: "POST", headers: { origin: browser.origin } });
const sub = async (browser) => (await browser.session()).body.identity.sub;

/** A person's browser at each of the two clients. */
function atBoth({ origin }) {
  const first = new Person(origin);
  return [first, first.behind(SECOND)];
}

/** What a person can do to her own cookies: give the first client's to the second under that one's names. */
function renamed(deployment, cookies) {
  const [from, to] = [deployment.first, deployment.second].map(cookieNames);
  return new Map([...cookies].map(([name, value]) => [Object.keys(from).reduce((text, kind) => text.replace(from[kind], to[kind]), name), value]));
}

for (const SESSION_STORE of ["cookie", "kv", "durable-object"]) {
  describe(`N71 one secret store, SESSION_STORE=${SESSION_STORE}`, () => {
    let deployment;
    let first;
    let second;
    before(async () => {
      deployment = await deployTwoClients({ settings: { SESSION_STORE } });
    });
    after(() => deployment.stop());
    beforeEach(() => {
      [first, second] = atBoth(deployment);
    });

    it("N71 a session of the first client is none at the second, under its own name or that one's", async () => {
      await assertSignedIn(first, await first.signIn(PERSON));
      await assertNobody(second);
      const moved = new Person(deployment.origin).behind(SECOND);
      for (const [name, value] of renamed(deployment, first.cookies)) moved.cookies.set(name, value);
      await assertNobody(moved);
      await assertError(await moved.fetch("/api/permits"), 401, "no_session");
      // Nor does the second client end it.
      await logout(moved);
      assert.equal((await first.session()).status, 200);
    });

    it("N71 a person has a session with each, and with each another sub", async () => {
      await assertSignedIn(first, await first.signIn(PERSON));
      await assertSignedIn(second, await second.signIn(PERSON));
      assert.notEqual(await sub(first), await sub(second));
    });

    it("N71 a login that the first client started is not answered at the second", async () => {
      const callback = await first.goToProvider(PERSON);
      const moved = new Person(deployment.origin).behind(SECOND);
      for (const [name, value] of renamed(deployment, first.cookies)) moved.cookies.set(name, value);
      await assertSentBack(await second.fetch(`${SECOND}/auth/callback${callback.search}`), "state_unknown");
      await assertSentBack(await moved.fetch(`${SECOND}/auth/callback${callback.search}`), "seal_broken");
      await assertSignedIn(first, await first.fetch(callback));
    });
  });
}

describe("N72 the first client demands eidas3, the second eidas2", () => {
  let deployment;
  before(async () => {
    deployment = await deployTwoClients({ settings: { FC_ACR: "eidas3" }, second: { FC_ACR: "eidas2" } });
  });
  after(() => deployment.stop());

  it("N72 whom the first refuses and the second lets in is not in at the first", async () => {
    const [first, second] = atBoth(deployment);
    // The provider itself finds the level too low, and she goes back to the first service.
    await assertSentBack(await first.signIn(SUBSTANTIAL), "access_denied");
    await assertSignedIn(second, await second.signIn(SUBSTANTIAL));
    await assertNobody(first);
    await assertError(await first.fetch("/api/permits"), 401, "no_session");
    assert.equal((await second.fetch("/api/permits")).status, 200);
  });
});

const OWN_KEYS = { second: { SESSION_KEYS: JSON.stringify([sessionKey()]) } };
for (const [what, options] of [["keys of their own", OWN_KEYS], ["the same keys", {}]]) {
  describe(`N73 two clients with ${what}`, () => {
    let deployment;
    let first;
    let second;
    before(async () => {
      deployment = await deployTwoClients(options);
    });
    after(() => deployment.stop());
    beforeEach(() => {
      [first, second] = atBoth(deployment);
    });

    it("N73 leave each other's session alone, whoever signs in or out", async () => {
      await assertSignedIn(first, await first.signIn(PERSON));
      const earlier = await sub(first);
      await assertSignedIn(second, await second.signIn("born-abroad"));
      assert.equal(await sub(first), earlier);
      await logout(second);
      await assertNobody(second);
      assert.equal(await sub(first), earlier);
    });

    it("N73 leave each other's logins alone, however many there are", async () => {
      const login = await first.startLogin("?return_to=/dossier");
      for (let count = 0; count < 12; count += 1) await second.startLogin();
      const others = await second.startLogin();
      assert.equal([...first.cookies.keys()].filter((name) => name.startsWith(LOGIN_COOKIE)).length, 1 + 8);
      await assertSignedIn(first, await first.fetch(await signIn(login, PERSON)), "/dossier");
      await assertSignedIn(second, await second.fetch(await signIn(others, PERSON)));
    });

    it("N73 leave each other's sign-outs alone", async () => {
      await assertSignedIn(first, await first.signIn(PERSON));
      await assertSignedIn(second, await second.signIn("born-abroad"));
      const [fromFirst, fromSecond] = [await logout(first), await logout(second)].map((answer) => new URL(answer.headers.get("location")).searchParams.get("state"));
      await assertRedirect(await first.fetch(`/auth/logged-out?state=${fromFirst}`), "/");
      await assertRedirect(await second.fetch(`${SECOND}/auth/logged-out?state=${fromSecond}`), "/");
      assert.equal(first.cookies.size, 0);
    });
  });
}
