/** `fc-pivot/testing`: a page's sign-in, which a test controls. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { FcPivotError, edgeSession, isErrorCode } from "fc-pivot";
import { errorAddress, errorCodes, failing, person, signedInAs, signedOut } from "fc-pivot/testing";

const NOWHERE = { search: "" };
const code = (expected) => (error) => error instanceof FcPivotError && error.code === expected;
const now = () => Math.floor(Date.now() / 1000);

describe("signedInAs", () => {
  it("gives a person's session", async () => {
    const before = now();
    const { identity, assurance, expiresAt: end } = await signedInAs("married-name").session();
    assert.deepEqual(identity, person("married-name"));
    const { authTime, ...means } = assurance;
    assert.deepEqual(means, { acr: "eidas3" });
    assert.ok(before <= authTime && authTime <= now());
    assert.equal(end, authTime + 1800);
  });

  it("at the level, for the time and with the data that the test wants", async () => {
    const { identity, assurance, expiresAt: end } = await signedInAs("married-name", { acr: "eidas2", amr: true, expiresIn: 5, rnipp: true }).session();
    assert.deepEqual([assurance.acr, assurance.amr], ["eidas2", ["fc", "pop", "pin", "mfa"]]);
    assert.equal(end, assurance.authTime + 5);
    assert.equal(identity.rnipp.birthName, "KERVOALEN");
  });

  it("takes an identity of the test's own", async () => {
    const own = { ...person("european"), email: "new@courriel.example" };
    const { identity, assurance } = await signedInAs(own).session();
    assert.deepEqual(identity, own);
    assert.equal(assurance.acr, "eidas2");
  });

  it("refuses a session that no Worker opens", () => {
    assert.throws(() => signedInAs("level-eidas1"), code("acr_insufficient"));
    assert.throws(() => signedInAs("nobody"), RangeError);
  });

  it("gives each caller a copy, so that a view cannot change the session", async () => {
    const signIn = signedInAs("european");
    (await signIn.session()).identity.usualName = "changed";
    assert.equal((await signIn.session()).identity.usualName, "LINDQVIST");
  });
});

describe("signedOut", () => {
  it("has nobody, and no error of its own", async () => {
    assert.equal(await signedOut().session(), null);
    assert.equal(signedOut().takeError(NOWHERE), null);
  });

  it("reads every error from the address as the edge-session way does", () => {
    assert.ok(errorCodes.length > 60 && errorCodes.every(isErrorCode));
    for (const each of errorCodes) {
      const address = new URL(errorAddress(each), "https://service.example");
      assert.equal(signedOut().takeError(address).code, each);
      assert.equal(edgeSession().takeError(address).code, each);
    }
    assert.equal(errorAddress("access_denied", "/failed?x=1"), "/failed?x=1&auth_error=access_denied");
  });
});

describe("failing", () => {
  it("tells of the login that was just tried, again and again", async () => {
    const signIn = failing("acr_insufficient");
    assert.equal(signIn.takeError(NOWHERE).code, "acr_insufficient");
    assert.equal(signIn.takeError(NOWHERE).code, "acr_insufficient");
    assert.equal(await signIn.session(), null);
    await signIn.login();
  });

  for (const at of ["session", "login", "logout"]) {
    it(`or throws at ${at} alone`, async () => {
      const signIn = failing("network_error", { at });
      assert.equal(signIn.takeError(NOWHERE), null);
      for (const step of ["session", "login", "logout"]) {
        if (step === at) await assert.rejects(signIn[step](), code("network_error"));
        else await signIn[step]();
      }
    });
  }
});

describe("calls and changes", () => {
  it("are recorded in their order", async () => {
    const signIn = signedOut();
    await signIn.login({ returnTo: "/account" });
    await signIn.login();
    await signIn.logout();
    assert.deepEqual(signIn.calls, [{ name: "login", options: { returnTo: "/account" } }, { name: "login", options: {} }, { name: "logout" }]);
  });

  it("reach each listener until it is removed", async () => {
    const signIn = signedOut();
    const [first, second] = [[], []];
    const end = signIn.onChange((session) => first.push(session?.identity.usualName ?? null));
    signIn.onChange((session) => second.push(session?.identity.usualName ?? null));
    signIn.become(signedInAs("european"));
    assert.equal((await signIn.session()).identity.usualName, "LINDQVIST");
    end();
    signIn.become(failing("network_error", { at: "session" }));
    await assert.rejects(signIn.session(), code("network_error"));
    assert.deepEqual([first, second], [["LINDQVIST"], ["LINDQVIST"]]);
    signIn.become(signedOut());
    assert.deepEqual([first, second], [["LINDQVIST"], ["LINDQVIST", null]]);
    assert.throws(() => signIn.become(edgeSession()), TypeError);
  });
});
