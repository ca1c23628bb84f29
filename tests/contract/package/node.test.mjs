/** The package in Node: its entries, and the Worker's handler signing a person in without a Worker. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { edgeSession, FcPivotError } from "fc-pivot";
import { browserVerified } from "fc-pivot/browser";
import { fcPivot } from "fc-pivot/worker";
import { personAt } from "../../world/deployment/person.mjs";
import { QUIET } from "../../world/deployment/quiet.mjs";
import { ORIGIN, registeredWith } from "../../world/deployment/registered.mjs";

describe("fc-pivot/worker in Node", () => {
  let registered;
  let environment;

  before(async () => {
    registered = await registeredWith("RSA-OAEP-256");
    environment = registered.settings;
  });
  after(() => registered.stop());

  it("signs a person in, and tells the application who she is", async () => {
    const auth = fcPivot(QUIET);
    const person = personAt(auth, environment, ORIGIN);
    assert.equal((await person.signIn("born-abroad", "?return_to=/there")).headers.get("location"), "/there");
    const request = new Request(`${ORIGIN}/anything`, { headers: { cookie: person.cookieHeader() } });
    const session = await auth.session(request, environment);
    assert.deepEqual(session.identity.birthplace, { kind: "abroad" });
    assert.equal(await auth.session(new Request(`${ORIGIN}/anything`), environment), null);
  });

  it("says so where the host has no cryptography", async (t) => {
    const own = Object.getOwnPropertyDescriptor(globalThis, "crypto");
    t.after(() => Object.defineProperty(globalThis, "crypto", own));
    Object.defineProperty(globalThis, "crypto", { value: undefined, configurable: true });
    await assert.rejects(fcPivot(QUIET).check(environment), (error) => error.code === "crypto_unavailable");
    const answer = await fcPivot(QUIET).handle(new Request(`${ORIGIN}/auth/session`), environment);
    assert.deepEqual([answer.status, (await answer.json()).error.code], [500, "crypto_unavailable"]);
    Object.defineProperty(globalThis, "crypto", own);
    await fcPivot(QUIET).check(environment);
  });

  it("leaves other paths alone", async () => {
    const auth = fcPivot({ ...QUIET, prefix: "/signin" });
    assert.equal(await auth.handle(new Request(`${ORIGIN}/auth/session`), environment), undefined);
    assert.equal((await auth.handle(new Request(`${ORIGIN}/signin/session`), environment)).status, 401);
    assert.equal((await auth.handle(new Request(`${ORIGIN}/signin/nowhere`), environment)).status, 404);
  });

  it("names a setting that is missing, again at each call", async () => {
    const auth = fcPivot(QUIET);
    const { SESSION_KEYS, ...without } = environment;
    for (let call = 0; call < 2; call += 1) {
      await assert.rejects(auth.check(without), (error) => error instanceof FcPivotError && error.code === "invalid_settings" && /SESSION_KEYS/.test(error.message));
    }
    await auth.check({ ...without, SESSION_KEYS });
  });
});

describe("the page's entries in Node", () => {
  it("can be imported and made without touching a browser's globals", () => {
    assert.equal(edgeSession().loginUrl({ returnTo: "/a b", acr: "eidas3" }), "/auth/login?return_to=%2Fa+b&acr=eidas3");
    assert.equal(typeof browserVerified({ issuer: "https://a.example", clientId: "x", redirectUri: `${ORIGIN}/in` }).finish, "function");
  });

  it("reads an error out of an address, and repeats only codes of ours", () => {
    const { takeError } = edgeSession();
    assert.equal(takeError({ search: "?auth_error=access_denied" }).code, "access_denied");
    assert.equal(takeError({ search: "?auth_error=%3Cscript%3E" }).code, "internal");
    assert.equal(takeError({ search: "?a=b" }), null);
  });

  it("says network_error where no Worker answers", async () => {
    await assert.rejects(edgeSession({ prefix: "http://localhost:1/auth" }).session(), (error) => error.code === "network_error");
  });

  it("says storage_unavailable where there is no storage", async () => {
    const auth = browserVerified({ issuer: "http://localhost:1", clientId: "x", redirectUri: `${ORIGIN}/in`, preset: "oidc" });
    await assert.rejects(auth.finish({ search: "?code=a&state=b" }), (error) => error.code === "storage_unavailable");
  });
});
