/** Cookies of sessions that `fc-pivot/testing/worker` makes: the Worker opens them as it opens any. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { FcPivotError, fcPivot } from "fc-pivot/worker";
import { person, persons } from "fc-pivot/testing";
import { sessionCookie } from "fc-pivot/testing/worker";
import { clientKey, clientSecret, decryptionKey, deploy, sessionKey, storesOfTheWorker } from "../../world/deployment/index.mjs";
import { expectedIdentity, FULL_SCOPE } from "../../world/persons/identities.mjs";

const code = (expected, message = /./) => (error) => error instanceof FcPivotError && error.code === expected && message.test(error.message);

/** An application's settings, with the keys that its provider encrypts to. */
const settingsWith = async (changes = {}) => ({
  FC_ISSUER: "https://franceconnect.example/api/v2",
  FC_CLIENT_ID: "a-service",
  FC_CLIENT_SECRET: clientSecret(),
  FC_DECRYPTION_KEYS: JSON.stringify({ keys: [await decryptionKey("RSA-OAEP-256")] }),
  SESSION_KEYS: JSON.stringify([sessionKey()]),
  FC_AMR: "on",
  ...changes,
});

const requestWith = (cookie) => new Request("https://service.example/account", { headers: { cookie } });

describe("sessionCookie", () => {
  let auth;
  let settings;
  before(async () => {
    auth = fcPivot();
    settings = await settingsWith();
  });
  const sessionOf = (cookie) => auth.session(requestWith(cookie), settings);

  it("signs everybody in whose level suffices", async () => {
    for (const { name, level } of persons.filter((one) => one.level !== "eidas1")) {
      const { identity, assurance } = await sessionOf(await sessionCookie(settings, name));
      const { raw, ...rest } = identity;
      const { raw: received, ...expected } = person(name);
      const { iss, aud, iat, exp, ...claims } = raw;
      assert.deepEqual([rest, claims, iss, aud], [expected, received, settings.FC_ISSUER, "a-service"], name);
      assert.equal(assurance.acr, level);
    }
  });

  it("refuses who is below the demanded level, as the Worker does", async () => {
    await assert.rejects(sessionCookie(settings, "level-eidas1"), code("acr_insufficient"));
    const strict = { ...settings, FC_ACR: "eidas3" };
    await assert.rejects(sessionCookie(strict, "level-eidas2"), code("acr_insufficient"));
    assert.match(await sessionCookie(strict, "level-eidas2", { acr: "eidas3" }), /^__Host-/);
  });

  it("reaches the level, and has the identifier, that the test wants", async () => {
    const cookie = await sessionCookie(settings, "level-eidas2", { acr: "eidas3", sub: "row-7" });
    const { session } = await auth.requireSession(requestWith(cookie), settings, { acr: "eidas3" });
    assert.deepEqual([session.identity.sub, session.assurance.acr], ["row-7", "eidas3"]);
    const lower = await auth.requireSession(requestWith(await sessionCookie(settings, "level-eidas2")), settings, { acr: "eidas3" });
    assert.equal((await lower.json()).error.code, "acr_insufficient");
  });

  it("grants what the settings' scopes grant", async () => {
    const all = { ...settings, FC_SCOPE: FULL_SCOPE };
    const { identity } = await auth.session(requestWith(await sessionCookie(all, "presumed-day")), all);
    const { issuer, sub } = identity;
    assert.deepEqual(identity.rnipp, expectedIdentity("presumed-day", { issuer, sub, scope: FULL_SCOPE }).rnipp);
    const few = { ...settings, FC_SCOPE: "openid email" };
    const { identity: { raw, missing } } = await auth.session(requestWith(await sessionCookie(few, "presumed-day")), few);
    assert.deepEqual([Object.keys(raw).filter((name) => !["iss", "aud", "iat", "exp"].includes(name)).sort(), missing], [["email", "sub"], []]);
  });

  it("is no session for a deployment with other keys, nor after an alteration", async () => {
    const cookie = await sessionCookie(settings, "european");
    assert.notEqual(await sessionOf(cookie), null);
    const other = { ...settings, SESSION_KEYS: JSON.stringify([sessionKey()]) };
    assert.equal(await auth.session(requestWith(cookie), other), null);
    const at = cookie.indexOf("=") + 20;
    assert.equal(await sessionOf(`${cookie.slice(0, at)}${cookie[at] === "A" ? "B" : "A"}${cookie.slice(at + 1)}`), null);
  });

  it("is not made for production", async () => {
    const message = /FC_ISSUER: expected another than production's/;
    const { FC_ISSUER: _, ...rest } = settings;
    await assert.rejects(sessionCookie({ ...rest, FC_PRESET: "franceconnect-plus-production" }, "european"), code("invalid_settings", message));
    await assert.rejects(sessionCookie({ ...settings, FC_ISSUER: "https://auth.franceconnect.gouv.fr/api/v2" }, "european"), code("invalid_settings", message));
    assert.match(await sessionCookie({ ...rest, FC_PRESET: "franceconnect-plus-integration" }, "european"), /^__Host-/);
  });

  it("says which setting is wrong, and knows its persons", async () => {
    await assert.rejects(sessionCookie({ ...settings, SESSION_KEYS: "x" }, "european"), code("invalid_settings", /SESSION_KEYS/));
    await assert.rejects(sessionCookie(settings, "nobody"), RangeError);
  });

  it("works for a client that signs, and for a plain provider", async () => {
    const { FC_CLIENT_SECRET: _, ...rest } = settings;
    const signing = { ...rest, FC_CLIENT_KEY: JSON.stringify(await clientKey()) };
    assert.equal((await auth.session(requestWith(await sessionCookie(signing, "european")), signing)).identity.origin, "eidas");
    const plain = { ...settings, FC_PRESET: "oidc" };
    assert.equal((await auth.session(requestWith(await sessionCookie(plain, "european")), plain)).identity.usualName, "LINDQVIST");
  });
});

describe("stores", () => {
  let stores;
  before(async () => {
    stores = await storesOfTheWorker();
  });
  after(() => stores.stop());

  for (const SESSION_STORE of ["kv", "durable-object"]) {
    it(`${SESSION_STORE} holds the session, and ends it`, async () => {
      const auth = fcPivot({ onEvent: () => {} });
      const settings = { ...(await settingsWith({ SESSION_STORE })), ...stores.bindings };
      const cookie = await sessionCookie(settings, "european");
      const { identity } = await auth.session(requestWith(cookie), settings);
      assert.equal(identity.sub, person("european").sub);
      await auth.signOutEverywhere(settings, identity);
      assert.equal(await auth.session(requestWith(cookie), settings), null);
    });
  }
});

describe("the Worker as deployed", () => {
  it("answers who is signed in", async (t) => {
    const { origin, settings, stop } = await deploy();
    t.after(stop);
    const ask = async (cookie) => (await fetch(`${origin}/auth/session`, { headers: { cookie } })).json();
    assert.equal((await ask(await sessionCookie(settings, "born-abroad"))).identity.birthCountry.code, "99350");
    assert.equal((await ask(await sessionCookie(await settingsWith(), "born-abroad"))).error.code, "no_session");
  });
});
