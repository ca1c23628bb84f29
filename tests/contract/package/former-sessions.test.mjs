/** N65 Sessions that the version before sealed: an upgrade signs nobody out, whatever the store, and opens nothing that was not sealed. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { fcPivot } from "fc-pivot/worker";
import { CLIENT_ID, cookieNames, sessionKey } from "../../world/deployment/index.mjs";
import { personAt } from "../../world/deployment/person.mjs";
import { QUIET } from "../../world/deployment/quiet.mjs";
import { ORIGIN, registeredWith } from "../../world/deployment/registered.mjs";
import { sealedBefore } from "../../world/handmade/former-seal.mjs";

const CLAIMS = { sub: "somebody", family_name: "LEBLANC", given_name: "CAMILLE", birthdate: "1962-08-24", gender: "female" };
const now = () => Math.floor(Date.now() / 1000);

describe("N65 a session of the version before", () => {
  let registered;
  let issuer;
  before(async () => {
    registered = await registeredWith();
    issuer = registered.standin.issuer;
  });
  after(() => registered.stop());

  /** As that version stored it. */
  const stored = ({ from = now(), acr = "eidas2" } = {}) => JSON.stringify({
    issuer, sub: "somebody", granted: "openid given_name family_name birthdate gender", acr, amr: null, auth_time: from, claims: CLAIMS,
    id_token: "a.b.c", opened_at: from, expires_at: from + 600, ends_at: from + 600,
  });
  const sealed = (purpose, text, key = JSON.parse(registered.settings.SESSION_KEYS)[0]) => sealedBefore(key, { issuer, clientId: CLIENT_ID }, purpose, text);
  const cookie = () => cookieNames(registered.settings).session;
  const arrived = (value, changes = {}) => {
    const environment = { ...registered.settings, SESSION_STORE: "cookie", ...changes };
    const person = personAt(fcPivot(QUIET), environment, ORIGIN);
    person.cookies.set(cookie(), `1.${value}`);
    return person;
  };

  it("opens, and is sealed in the form of today with its first use", async () => {
    const former = sealed(cookie(), stored());
    const person = arrived(former);
    const first = await person.session();
    assert.equal(first.status, 200);
    assert.deepEqual([first.body.identity.birthName, first.body.assurance.acr], ["LEBLANC", "eidas2"]);
    const value = person.cookies.get(cookie());
    assert.notEqual(value, `1.${former}`);
    assert.equal(Buffer.from(value.slice(2), "base64url")[0], 3);
    const second = await person.session();
    assert.deepEqual(second.body, first.body);
    assert.equal(person.cookies.get(cookie()), value, "it is sealed anew once");
  });

  it("opens with each of several keys, and with no other", async () => {
    const [own] = JSON.parse(registered.settings.SESSION_KEYS);
    const keys = (...list) => ({ SESSION_KEYS: JSON.stringify(list) });
    const former = sealed(cookie(), stored(), own);
    assert.equal((await arrived(former, keys(sessionKey(), sessionKey(), own)).session()).status, 200);
    assert.equal((await arrived(former, keys(sessionKey())).session()).status, 401);
  });

  it("has its own end and level", async () => {
    assert.equal((await arrived(sealed(cookie(), stored({ from: now() - 599 }))).session()).status, 200);
    assert.equal((await arrived(sealed(cookie(), stored({ from: now() - 601 }))).session()).status, 401);
    assert.equal((await arrived(sealed(cookie(), stored({ acr: "eidas1" }))).session()).status, 401);
  });

  it("does not open where it was altered, was sealed for something else, or is none", async () => {
    const former = sealed(cookie(), stored());
    assert.equal((await arrived(former).session()).status, 200);
    const octets = Buffer.from(former, "base64url");
    for (const at of [0, 1, 24, 25, octets.length - 17, octets.length - 16, octets.length - 1]) {
      const altered = Buffer.from(octets);
      altered[at] ^= 1;
      assert.equal((await arrived(altered.toString("base64url")).session()).status, 401, `octet ${at}`);
    }
    for (const none of [sealed("login", stored()), sealed(cookie(), "{}"), sealed(cookie(), ""), "Ag", former.slice(0, 40)]) {
      assert.equal((await arrived(none).session()).status, 401);
    }
  });

  it("signs out, here and at the provider", async () => {
    const answer = await arrived(sealed(cookie(), stored())).fetch("/auth/logout", { method: "POST", headers: { origin: ORIGIN } });
    assert.equal(answer.status, 303);
    assert.match(answer.headers.get("location"), /session\/end\?.*id_token_hint=a\.b\.c/);
  });

  it("opens in a store too, under its own key alone, and is written anew", async () => {
    const records = new Map();
    const asked = [];
    const namespace = {
      async get(key) {
        asked.push(key);
        return records.get(key) ?? null;
      },
      put: async (key, value) => void records.set(key, value),
      delete: async (key) => void records.delete(key),
    };
    const ticket = sessionKey();
    const person = arrived(ticket, { SESSION_STORE: "kv", SESSIONS_KV: namespace });
    assert.equal((await person.session()).status, 401);
    const key = asked.find((name) => name.includes("session")) ?? asked[0];
    records.set(key, sealed(createHash("sha256").update("another").digest("hex"), stored()));
    assert.equal((await person.session()).status, 401);
    records.set(key, sealed(key, stored()));
    assert.equal((await person.session()).status, 200);
    assert.equal(Buffer.from(records.get(key), "base64url")[0], 3);
    assert.equal((await person.session()).status, 200);
  });
});
