/** A store that does not answer: a person who navigates sees a page, a script is told, and both when to come again. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { fcPivot } from "fc-pivot/worker";
import { Person } from "../../world/deployment/person.mjs";
import { QUIET } from "../../world/deployment/quiet.mjs";
import { ORIGIN, registeredWith } from "../../world/deployment/registered.mjs";

const down = async () => {
  throw new Error("down");
};

describe("requireSession where the store does not answer", () => {
  let settings;
  let registered;
  before(async () => {
    registered = await registeredWith();
    settings = { ...registered.settings, SESSION_STORE: "kv", SESSIONS_KV: { get: down, put: down, delete: down } };
  });
  after(() => registered.stop());

  const ask = (headers, init = {}) =>
    fcPivot(QUIET).requireSession(new Request(`${ORIGIN}//evil.example/dossier?a=b`, { ...init, headers }), settings);
  /** What a browser holds that signed in while the store was there. */
  async function cookie() {
    const kept = new Map();
    const SESSIONS_KV = { get: async (key) => kept.get(key) ?? null, put: async (key, value) => kept.set(key, value), delete: async (key) => kept.delete(key) };
    const auth = fcPivot(QUIET);
    const person = new Person(ORIGIN, (url, init) => auth.handle(new Request(url, init), { ...settings, SESSIONS_KV }));
    await person.signIn("married-name");
    return person.cookieHeader();
  }

  it("is a page with a link to the same address, 503 with Retry-After; JSON for a script", async () => {
    const held = await cookie();
    const page = await ask({ cookie: held, "sec-fetch-mode": "navigate" });
    assert.deepEqual([page.status, page.headers.get("retry-after"), page.headers.get("content-type")], [503, "5", "text/html; charset=utf-8"]);
    const text = await page.text();
    assert.ok(text.includes("store_unavailable") && text.includes('<a href="" target="_top">'), text);
    const told = await ask({ cookie: held, "sec-fetch-mode": "cors" });
    assert.deepEqual([told.status, told.headers.get("retry-after"), (await told.json()).error.code], [503, "5", "store_unavailable"]);
  });

  it("lets nobody in, and sends whoever has no session to sign in", async () => {
    const { status, headers } = await ask({ "sec-fetch-mode": "navigate" });
    assert.deepEqual([status, headers.get("location")], [303, "/auth/login?return_to=%2F%2Fevil.example%2Fdossier%3Fa%3Db"]);
  });
});
