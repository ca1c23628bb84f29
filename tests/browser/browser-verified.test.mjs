/** The browser-verified way in a real browser: the page makes the login, the Worker swaps and decrypts, the page verifies in Wasm. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { CLIENT_ID, freePort } from "../deployment/index.mjs";
import { expectedAssurance, expectedIdentity } from "../expected/identities.mjs";
import { atHashOf, namingAtHash } from "../standin/at-hash.mjs";
import { subjectOf } from "../standin/index.mjs";
import { stage } from "./stage.mjs";
import { PAGE } from "./verified-page.mjs";
import { startVerifiedSite } from "./verified-site.mjs";

const port = await freePort();
const address = `http://localhost:${port}${PAGE}`;
const WASM = "**/fc_pivot_bg.wasm";

const readJson = async (tab, id) => JSON.parse(await tab.locator(`#${id}`).textContent());
const errorOf = async (tab) => (await readJson(tab, "error")).code;
const storedIn = (tab) => tab.evaluate(() => ({ ...sessionStorage }));
const ready = (tab) => tab.locator("#ready").waitFor();
const sorted = (identity) => ({ ...identity, missing: [...identity.missing].sort() });

async function open(tab) {
  await tab.goto(address);
  await ready(tab);
}

async function goToProvider(tab) {
  await tab.locator("#sign-in").click();
  await tab.locator("[data-cancel]").waitFor();
}

/** Chooses a person; the callback is finished when the page says so. */
async function choose(tab, personId) {
  await tab.locator(`[data-person="${personId}"]`).click();
  await ready(tab);
}

async function signIn(tab, personId) {
  await goToProvider(tab);
  await choose(tab, personId);
}

/** Changes the pending login while the person is at the provider. */
async function changePending(tab, change) {
  const provider = tab.url();
  await open(tab);
  const [[key, text], ...others] = Object.entries(await storedIn(tab));
  assert.deepEqual(others, []);
  await tab.evaluate(([name, value]) => sessionStorage.setItem(name, value), [key, change(text)]);
  await tab.goto(provider);
}

const withMember = (name, value) => (text) => {
  const pending = JSON.parse(text);
  assert.ok(name in pending);
  return JSON.stringify({ ...pending, [name]: value });
};

describe("the browser-verified way", () => {
  const demo = stage({ client: { redirect_uris: [address] } });
  let site;
  before(async () => {
    const options = { issuer: demo.standin.issuer, clientId: CLIENT_ID, redirectUri: address };
    site = await startVerifiedSite({ port, worker: demo.origin, options });
    demo.pages.push(site.origin);
  });
  after(() => site?.close());

  for (const id of ["married-name", "presumed-day", "european"]) {
    it(`verifies ${id} in the page, and keeps nothing`, async (t) => {
      const { context, tab } = await demo.profile(t);
      await open(tab);
      await signIn(tab, id);
      const { identity: { raw, ...identity }, assurance: { authTime, ...level }, returnTo } = await readJson(tab, "result");
      const { raw: claims, ...expected } = expectedIdentity(id, { issuer: demo.standin.issuer, sub: subjectOf(CLIENT_ID, id) });
      assert.deepEqual(sorted(identity), sorted(expected));
      for (const [name, value] of Object.entries(claims)) assert.deepEqual(raw[name], value);
      assert.deepEqual(level, expectedAssurance(id, "eidas2"));
      assert.ok(Number.isInteger(authTime));
      assert.equal(returnTo, "/dossier");

      assert.deepEqual(await storedIn(tab), {});
      assert.deepEqual(await tab.evaluate(() => ({ ...localStorage })), {});
      assert.deepEqual((await context.cookies(site.origin)).filter(({ name }) => name.startsWith("__Host-")), []);
    });
  }

  it("reads discovery document and keys across origins, and nothing else of the provider's", async (t) => {
    const { tab } = await demo.profile(t);
    const read = [];
    tab.on("request", (request) => {
      if (!request.isNavigationRequest() && request.url().startsWith(demo.standin.origin)) read.push(request.url());
    });
    await open(tab);
    assert.deepEqual(read, []);
    await signIn(tab, "married-name");
    const { issuer } = demo.standin;
    const discovery = `${issuer}/.well-known/openid-configuration`;
    assert.deepEqual(read, [discovery, discovery, `${issuer}/jwks`]);
  });

  it("finishes a login once: after a reload its state is unknown, and a new login succeeds", async (t) => {
    const { tab } = await demo.profile(t);
    await open(tab);
    await signIn(tab, "married-name");
    await readJson(tab, "result");
    await tab.reload();
    await ready(tab);
    assert.equal(await errorOf(tab), "state_unknown");
    assert.equal(await tab.locator("#result").count(), 0);
    await signIn(tab, "married-name");
    await readJson(tab, "result");
  });

  it("leaves the login of another tab alone", async (t) => {
    const { context, tab: one } = await demo.profile(t);
    const other = await context.newPage();
    for (const tab of [one, other]) {
      await open(tab);
      await goToProvider(tab);
    }
    await choose(one, "married-name");
    await choose(other, "born-abroad");
    assert.equal((await readJson(one, "result")).identity.birthName, "KERVOALEN");
    assert.equal((await readJson(other, "result")).identity.birthName, "EL FASSI");
  });

  it("reports that the person gave up, and forgets the login", async (t) => {
    const { tab } = await demo.profile(t);
    await open(tab);
    await goToProvider(tab);
    await tab.locator("[data-cancel]").click();
    await ready(tab);
    assert.equal(await errorOf(tab), "access_denied");
    assert.deepEqual(await storedIn(tab), {});
  });

  it("refuses a level that is too low", async (t) => {
    const { tab } = await demo.profile(t);
    await open(tab);
    await signIn(tab, "level-eidas1");
    assert.equal(await errorOf(tab), "acr_insufficient");
  });

  const tampered = [
    ["another nonce", withMember("nonce", "0".repeat(64)), "nonce_mismatch"],
    ["another state", withMember("state", "0".repeat(64)), "state_unknown"],
    ["another issuer", withMember("issuer", "http://localhost:9/api/v2"), "callback_iss_mismatch"],
    ["a start long ago", withMember("started_at", 1_000_000_000), "login_expired"],
    ["no JSON", () => "login", "state_unknown"],
  ];
  for (const [what, change, code] of tampered) {
    it(`refuses a pending login with ${what}`, async (t) => {
      const { tab } = await demo.profile(t);
      await open(tab);
      await goToProvider(tab);
      await changePending(tab, change);
      await choose(tab, "married-name");
      assert.equal(await errorOf(tab), code);
      assert.equal(await tab.locator("#result").count(), 0);
      assert.deepEqual(await storedIn(tab), {});
    });
  }

  it("takes a pending login that was put back as it was", async (t) => {
    const { tab } = await demo.profile(t);
    await open(tab);
    await goToProvider(tab);
    await changePending(tab, (text) => text);
    await choose(tab, "married-name");
    assert.equal((await readJson(tab, "result")).identity.birthName, "KERVOALEN");
  });

  it("refuses an ID token that answers another login", async (t) => {
    demo.wrongs.idToken = ({ header, claims, sign }) => sign(header, { ...claims, nonce: "0".repeat(64) });
    t.after(() => delete demo.wrongs.idToken);
    const { tab } = await demo.profile(t);
    await open(tab);
    await signIn(tab, "married-name");
    assert.equal(await errorOf(tab), "nonce_mismatch");
  });

  it("N52 takes an ID token that names the access token by its hash, and none that names another", async (t) => {
    t.after(() => ["idToken", "envelope", "answer"].forEach((name) => delete demo.wrongs[name]));
    const { tab } = await demo.profile(t);
    await open(tab);
    Object.assign(demo.wrongs, namingAtHash(atHashOf));
    await signIn(tab, "married-name");
    assert.equal((await readJson(tab, "result")).identity.raw.family_name, "KERVOALEN");
    await open(tab);
    Object.assign(demo.wrongs, namingAtHash((accessToken) => atHashOf(`${accessToken}.`)));
    await signIn(tab, "married-name");
    assert.equal(await errorOf(tab), "at_hash_mismatch");
    assert.equal(await tab.locator("#result").count(), 0);
  });

  for (const [token, wrong] of [["ID token", "idToken"], ["userinfo", "userinfoToken"]]) {
    it(`verifies the signature of the ${token} itself: the Worker's word is not enough`, async (t) => {
      demo.wrongs[wrong] = ({ jws }) => `${jws.slice(0, jws.lastIndexOf("."))}.${"A".repeat(86)}`;
      t.after(() => delete demo.wrongs[wrong]);
      const { tab } = await demo.profile(t);
      await open(tab);
      await signIn(tab, "married-name");
      assert.equal(await errorOf(tab), "signature_invalid");
    });
  }

  it("says so where the browser blocks storage", async (t) => {
    const { context, tab } = await demo.profile(t);
    await context.addInitScript(() => {
      Object.defineProperty(window, "sessionStorage", { get() { throw new DOMException("blocked", "SecurityError"); } });
    });
    await open(tab);
    await tab.locator("#sign-in").click();
    assert.equal(await errorOf(tab), "storage_unavailable");
    await tab.goto(`${address}?state=${"0".repeat(64)}&code=c`);
    await ready(tab);
    assert.equal(await errorOf(tab), "storage_unavailable");
  });

  it("says so where the module cannot be fetched, and succeeds once it can", async (t) => {
    const { tab } = await demo.profile(t);
    await tab.route(WASM, (route) => route.abort());
    await open(tab);
    await tab.locator("#prefetch").click();
    assert.deepEqual(await readJson(tab, "error"), { code: "wasm_unavailable", retryable: true });
    await tab.unroute(WASM);
    await tab.locator("#prefetch").click();
    assert.equal(await readJson(tab, "prefetched"), true);
    await signIn(tab, "married-name");
    await readJson(tab, "result");
  });

  it("keeps the login where the module cannot be fetched on the way back: a reload finishes it", async (t) => {
    const { tab } = await demo.profile(t);
    await open(tab);
    await goToProvider(tab);
    await tab.route(WASM, (route) => route.abort());
    await choose(tab, "married-name");
    assert.equal(await errorOf(tab), "wasm_unavailable");
    await tab.unroute(WASM);
    await tab.reload();
    await ready(tab);
    assert.equal((await readJson(tab, "result")).assurance.acr, "eidas3");
    assert.deepEqual(await storedIn(tab), {});
  });

  it("fetches no module before it is asked", async (t) => {
    const { tab } = await demo.profile(t);
    const fetched = [];
    tab.on("request", (request) => { if (request.url().endsWith(".wasm")) fetched.push(request.url()); });
    await open(tab);
    assert.deepEqual(fetched, []);
    await tab.locator("#prefetch").click();
    await readJson(tab, "prefetched");
    assert.equal(fetched.length, 1);
  });
});
