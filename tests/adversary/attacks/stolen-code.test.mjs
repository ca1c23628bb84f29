/**
 * A code that somebody else got hold of on its way (RFC 9700 §4.5): it is good for nobody but the browser, or the page, whose login it
 * answers. FranceConnect+ refuses PKCE, so that the provider cannot tell.
 */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, beforeEach, describe, it } from "node:test";
import { CLIENT_ID, deploy, freePort } from "../../world/deployment/index.mjs";
import { Person } from "../../world/deployment/person.mjs";
import { DEFAULT_SCOPE } from "../../world/persons/identities.mjs";
import { signIn } from "../../world/standin/index.mjs";
import { assertError, assertNobody, assertSentBack, assertSignedIn } from "../../world/sign-ins/assertions.mjs";

const PERSON = "married-name";
const hex64 = () => randomBytes(32).toString("hex");

describe("a stolen code", () => {
  let deployment;
  let page;
  let asked;
  before(async () => {
    const worker = await freePort();
    page = `http://localhost:${worker}/signed-in`;
    deployment = await deploy({ ports: { worker }, client: { redirect_uris: [page, `http://localhost:${worker}/auth/callback`] } });
  });
  after(() => deployment.stop());
  beforeEach(() => {
    asked = deployment.standin.log.length;
  });
  const askedSince = (route) => deployment.standin.log.slice(asked).filter((entry) => entry.route === route).length;

  /** A thief sends whatever headers a page of ours would send. */
  const exchange = (members) => fetch(`${deployment.origin}/auth/exchange`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: deployment.origin, connection: "close" },
    body: JSON.stringify(members),
  });

  /** A page's login, and what it has when the person is back. */
  async function pagesLogin() {
    const nonce = hex64();
    const request = {
      response_type: "code", client_id: CLIENT_ID, redirect_uri: page, scope: DEFAULT_SCOPE, state: hex64(), nonce, acr_values: "eidas2",
    };
    const callback = await signIn(new URL(`${deployment.standin.issuer}/authorize?${new URLSearchParams(request)}`), PERSON);
    return { code: callback.searchParams.get("code"), redirect_uri: page, nonce };
  }

  it("of a page's login gives nothing to whoever lacks its nonce, and userinfo is not asked for", async () => {
    const stolen = await pagesLogin();
    const refused = await exchange({ ...stolen, nonce: hex64() });
    await assertError(refused, 400, "nonce_mismatch");
    assert.equal(askedSince("/userinfo"), 0);
    assert.equal((await exchange(await pagesLogin())).status, 200);
    assert.equal(askedSince("/userinfo"), 1);
  });

  it("of a page's login gives nothing to whoever names no nonce, and stays valid", async () => {
    const { nonce, ...stolen } = await pagesLogin();
    await assertError(await exchange(stolen), 400, "request_malformed");
    assert.equal(askedSince("/token"), 0);
    assert.equal((await exchange({ ...stolen, nonce })).status, 200);
  });

  it("of the Worker's own login cannot be exchanged, not even with its nonce, and stays valid for its browser", async () => {
    const person = new Person(deployment.origin);
    const login = await person.startLogin();
    const callback = await signIn(login, PERSON);
    const [code, nonce] = [callback.searchParams.get("code"), login.searchParams.get("nonce")];
    const stolen = { code, nonce, redirect_uri: `${deployment.origin}/auth/callback` };
    await assertError(await exchange(stolen), 400, "request_malformed");
    assert.equal(askedSince("/token"), 0);
    await assertSignedIn(person, await person.fetch(callback));
  });

  it("N51 N58 put into a login of the thief's own is refused by its nonce, and opens no session", async () => {
    const victim = await new Person(deployment.origin).goToProvider(PERSON);
    const thief = new Person(deployment.origin);
    const own = await thief.goToProvider("no-usual-name");
    const injected = new URL(own);
    injected.searchParams.set("code", victim.searchParams.get("code"));
    await assertSentBack(await thief.fetch(injected), "nonce_mismatch");
    await assertNobody(thief);
    assert.equal(askedSince("/userinfo"), 0);
    await assertSignedIn(thief, await thief.signIn("no-usual-name"));
  });
});
