/** The browser-verified way in a real browser: the page makes the login, the Worker exchanges the code and decrypts, the page verifies in Wasm. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CLIENT_ID, freePort } from "../../../world/deployment/index.mjs";
import { expectedAssurance, expectedIdentity } from "../../../world/persons/identities.mjs";
import { atHashOf, namingAtHash } from "../../../world/standin/at-hash.mjs";
import { subjectOf } from "../../../world/standin/index.mjs";
import { addressesAt, verifiedStage } from "./stage.mjs";
import { comeBack, errorOf, open, pressSignIn, readJson, ready, storedIn } from "./visitor.mjs";

const port = await freePort();
const { address, signedOut } = addressesAt(port);
const WASM = "**/fc_pivot_bg.wasm";

const sorted = (identity) => ({ ...identity, missing: [...identity.missing].sort() });

async function signIn(tab, personId) {
  await pressSignIn(tab);
  await comeBack(tab, personId);
}

/** Changes the pending login while the person is at the provider. */
async function changePending(tab, change) {
  const provider = tab.url();
  await open(tab, address);
  const [[name, list], ...others] = Object.entries(await storedIn(tab));
  const [[state, text], ...more] = JSON.parse(list);
  assert.deepEqual([name, others, more], ["fc-pivot:login", [], []]);
  await tab.evaluate(([key, value]) => sessionStorage.setItem(key, value), [name, JSON.stringify([[state, change(text)]])]);
  await tab.goto(provider);
}

const withMembers = (members) => (text) => {
  const pending = JSON.parse(text);
  for (const name of Object.keys(members)) assert.ok(name in pending);
  return JSON.stringify({ ...pending, ...members });
};
const withMember = (name, value) => withMembers({ [name]: value });

const begunBefore = (seconds) => (text) => {
  const { started_at, steady } = JSON.parse(text);
  return withMembers({ started_at: started_at - seconds, steady: steady - seconds })(text);
};

describe("the browser-verified way", () => {
  const demo = verifiedStage(port);

  for (const id of ["married-name", "presumed-day", "european"]) {
    it(`verifies ${id} in the page, and keeps nothing`, async (t) => {
      const { context, tab } = await demo.profile(t);
      await open(tab, address);
      await signIn(tab, id);
      const { identity: { raw, ...identity }, assurance: { authTime, ...level }, returnTo } = await readJson(tab, "result");
      const { raw: claims, ...expected } = expectedIdentity(id, { issuer: demo.standin.issuer, sub: subjectOf(CLIENT_ID, id) });
      assert.deepEqual(sorted(identity), sorted(expected));
      for (const [name, value] of Object.entries(claims)) assert.deepEqual(raw[name], value);
      assert.deepEqual(level, expectedAssurance(id, "eidas2", { amr: true }));
      assert.ok(Number.isInteger(authTime));
      assert.equal(returnTo, "/dossier");

      assert.deepEqual(await storedIn(tab), {});
      assert.deepEqual(await tab.evaluate(() => ({ ...localStorage })), {});
      assert.deepEqual((await context.cookies(demo.site.origin)).filter(({ name }) => name.startsWith("__Host-")), []);
    });
  }

  it("reads discovery document and keys across origins, and nothing else of the provider's", async (t) => {
    const { tab } = await demo.profile(t);
    const read = [];
    tab.on("request", (request) => {
      if (!request.isNavigationRequest() && request.url().startsWith(demo.standin.origin)) read.push(request.url());
    });
    await open(tab, address);
    assert.deepEqual(read, []);
    await signIn(tab, "married-name");
    const { issuer } = demo.standin;
    const discovery = `${issuer}/.well-known/openid-configuration`;
    assert.deepEqual(read, [discovery, discovery, `${issuer}/jwks`]);
  });

  it("finishes a login once for all who ask: at the same time, later, and never again after a sign-out", async (t) => {
    const { tab } = await demo.profile(t);
    const exchanges = [];
    tab.on("request", (request) => { if (request.url().endsWith("/auth/exchange")) exchanges.push(request.url()); });
    await open(tab, address);
    assert.deepEqual(await tab.evaluate(async () => [await pivot.session(), changes]), [null, []]);
    await signIn(tab, "married-name");
    const { identity: { sub } } = await readJson(tab, "result");
    const again = await tab.evaluate(async () => {
      const signIn = await pivot.finish(location);
      return [signIn === await pivot.session(), signIn.identity.sub, changes];
    });
    assert.deepEqual(again, [true, sub, [sub]]);
    assert.equal(exchanges.length, 1);

    // Another tab signs out; this one has no memory of its person left, nor a login for this address.
    const forgotten = await tab.evaluate(async () => {
      const gone = new Promise((resolve) => { pivot.onChange(resolve); });
      const { issuer, clientId } = JSON.parse(document.querySelector("#options").textContent);
      new BroadcastChannel(`fc-pivot ${issuer} ${clientId}`).postMessage("signed-out");
      const told = await gone;
      return [told, await pivot.session(), await pivot.finish(location).catch(({ code }) => code)];
    });
    assert.deepEqual(forgotten, [null, null, "state_unknown"]);
    assert.equal(exchanges.length, 1);
  });

  it("gives whoever asks during a return the person whom it signs in", async (t) => {
    const { tab } = await demo.profile(t);
    await tab.addInitScript(() => {
      addEventListener("DOMContentLoaded", () => { window.early = window.pivot?.session(); });
    });
    await open(tab, address);
    await signIn(tab, "married-name");
    assert.equal(await tab.evaluate(async () => (await early)?.identity.birthName), "KERVOALEN");
  });

  it("finishes the login of a person who went back from the provider and left again", async (t) => {
    const { tab } = await demo.profile(t);
    await open(tab, address);
    await pressSignIn(tab);
    await tab.goBack();
    await ready(tab);
    await signIn(tab, "married-name");
    assert.equal((await readJson(tab, "result")).identity.birthName, "KERVOALEN");
  });

  it("says that the login is over where the person goes back to its callback", async (t) => {
    const { tab } = await demo.profile(t);
    await open(tab, address);
    await signIn(tab, "married-name");
    await readJson(tab, "result");
    await open(tab, address);
    await tab.goBack();
    await ready(tab);
    assert.equal(await errorOf(tab), "state_unknown");
    assert.equal(await tab.evaluate(() => pivot.session()), null);
  });

  it("signs out here, in the other tabs and at the provider, and comes back", async (t) => {
    const { context, tab } = await demo.profile(t);
    const other = await context.newPage();
    for (const each of [tab, other]) {
      await open(each, address);
      await signIn(each, "married-name");
    }
    const { identity: { sub } } = await readJson(other, "result");
    let asked;
    tab.on("request", (request) => { if (request.url().includes("/session/end?")) asked = new URL(request.url()); });
    await tab.locator("#sign-out").click();
    await tab.locator("#signed-out").waitFor();
    assert.deepEqual([...asked.searchParams.keys()], ["id_token_hint", "post_logout_redirect_uri", "state"]);
    assert.equal(asked.searchParams.get("id_token_hint").split(".").length, 3);
    assert.match(asked.searchParams.get("state"), /^[0-9a-f]{64}$/);
    assert.equal(tab.url(), `${signedOut}?state=${asked.searchParams.get("state")}`);
    assert.deepEqual(await storedIn(tab), {});
    assert.equal(await tab.evaluate(() => pivot.session()), null);
    assert.deepEqual(await other.evaluate(async () => [await pivot.session(), changes]), [null, [sub, null]]);

    await tab.reload();
    await ready(tab);
    assert.equal(await errorOf(tab), "logout_state_mismatch");
    await open(tab, address);
    await signIn(tab, "born-abroad");
    assert.equal((await readJson(tab, "result")).identity.birthName, "EL FASSI");
  });

  it("refuses a return from a sign-out that this tab did not start", async (t) => {
    const { tab } = await demo.profile(t);
    for (const query of ["", `?state=${"0".repeat(64)}`]) {
      await tab.goto(`${signedOut}${query}`);
      await ready(tab);
      assert.equal(await errorOf(tab), "logout_state_mismatch");
    }
  });

  it("stays on the page where nobody is signed in, and signs out once for two clicks", async (t) => {
    const { tab } = await demo.profile(t);
    await open(tab, address);
    assert.equal(await tab.evaluate(async () => [await pivot.logout(), location.href][1]), address);
    await signIn(tab, "married-name");
    const asked = [];
    tab.on("request", (request) => { if (request.url().includes("/session/end?")) asked.push(request.url()); });
    await tab.evaluate(() => { void pivot.logout(); void pivot.logout(); });
    await tab.locator("#signed-out").waitFor();
    assert.equal(asked.length, 1);
  });

  it("finishes a login once: after a reload its state is unknown, and a new login succeeds", async (t) => {
    const { tab } = await demo.profile(t);
    await open(tab, address);
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
      await open(tab, address);
      await pressSignIn(tab);
    }
    await comeBack(one, "married-name");
    await comeBack(other, "born-abroad");
    assert.equal((await readJson(one, "result")).identity.birthName, "KERVOALEN");
    assert.equal((await readJson(other, "result")).identity.birthName, "EL FASSI");
  });

  it("reports that the person gave up, and forgets the login", async (t) => {
    const { tab } = await demo.profile(t);
    await open(tab, address);
    await pressSignIn(tab);
    await tab.locator("[data-cancel]").click();
    await ready(tab);
    assert.equal(await errorOf(tab), "access_denied");
    assert.deepEqual(await storedIn(tab), {});
  });

  it("refuses a level that is too low", async (t) => {
    demo.wrongs.lowLevels = true;
    t.after(() => delete demo.wrongs.lowLevels);
    const { tab } = await demo.profile(t);
    await open(tab, address);
    await signIn(tab, "level-eidas1");
    assert.equal(await errorOf(tab), "acr_insufficient");
  });

  const tampered = [
    ["another nonce", withMember("nonce", "0".repeat(64)), "nonce_mismatch"],
    ["another state", withMember("state", "0".repeat(64)), "state_unknown"],
    ["another issuer", withMember("issuer", "http://localhost:9/api/v2"), "callback_iss_mismatch"],
    ["a start long ago", withMembers({ started_at: 1_000_000_000, steady: 0 }), "login_expired"],
    ["a start 3601 seconds ago", begunBefore(3601), "login_expired"],
    ["no JSON", () => "login", "state_unknown"],
  ];
  for (const [what, change, code] of tampered) {
    it(`refuses a pending login with ${what}`, async (t) => {
      const { tab } = await demo.profile(t);
      await open(tab, address);
      await pressSignIn(tab);
      await changePending(tab, change);
      await comeBack(tab, "married-name");
      assert.equal(await errorOf(tab), code);
      assert.equal(await tab.locator("#result").count(), 0);
      assert.deepEqual(await storedIn(tab), {});
    });
  }

  for (const seconds of [601, 1800, 3500]) {
    it(`takes a login that was begun ${seconds} seconds ago`, async (t) => {
      const { tab } = await demo.profile(t);
      await open(tab, address);
      await pressSignIn(tab);
      await changePending(tab, begunBefore(seconds));
      await comeBack(tab, "married-name");
      assert.equal((await readJson(tab, "result")).identity.birthName, "KERVOALEN");
    });
  }

  it("takes a pending login that was put back as it was", async (t) => {
    const { tab } = await demo.profile(t);
    await open(tab, address);
    await pressSignIn(tab);
    await changePending(tab, (text) => text);
    await comeBack(tab, "married-name");
    assert.equal((await readJson(tab, "result")).identity.birthName, "KERVOALEN");
  });

  it("refuses an ID token that answers another login", async (t) => {
    demo.wrongs.idToken = ({ header, claims, sign }) => sign(header, { ...claims, nonce: "0".repeat(64) });
    t.after(() => delete demo.wrongs.idToken);
    const { tab } = await demo.profile(t);
    await open(tab, address);
    await signIn(tab, "married-name");
    assert.equal(await errorOf(tab), "nonce_mismatch");
  });

  it("N52 takes an ID token that names the access token by its hash, and none that names another", async (t) => {
    t.after(() => ["idToken", "envelope", "answer"].forEach((name) => delete demo.wrongs[name]));
    const { tab } = await demo.profile(t);
    await open(tab, address);
    Object.assign(demo.wrongs, namingAtHash(atHashOf));
    await signIn(tab, "married-name");
    assert.equal((await readJson(tab, "result")).identity.raw.family_name, "KERVOALEN");
    await open(tab, address);
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
      await open(tab, address);
      await signIn(tab, "married-name");
      assert.equal(await errorOf(tab), "signature_invalid");
    });
  }

  it("says so where the browser blocks storage", async (t) => {
    const { context, tab } = await demo.profile(t);
    await context.addInitScript(() => {
      Object.defineProperty(window, "sessionStorage", { get() { throw new DOMException("blocked", "SecurityError"); } });
    });
    await open(tab, address);
    await tab.locator("#sign-in").click();
    assert.deepEqual(await readJson(tab, "error"), { code: "storage_unavailable", retryable: false });
    assert.equal(tab.url(), address);
    await tab.goto(`${address}?state=${"0".repeat(64)}&code=c`);
    await ready(tab);
    assert.equal(await errorOf(tab), "storage_unavailable");
  });

  it("says so where the module cannot be fetched, and succeeds once it can", async (t) => {
    const { tab } = await demo.profile(t);
    await tab.route(WASM, (route) => route.abort());
    await open(tab, address);
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
    await open(tab, address);
    await pressSignIn(tab);
    await tab.route(WASM, (route) => route.abort());
    await comeBack(tab, "married-name");
    assert.equal(await errorOf(tab), "wasm_unavailable");
    await tab.unroute(WASM);
    await tab.reload();
    await ready(tab);
    assert.equal((await readJson(tab, "result")).assurance.acr, "eidas3");
    assert.deepEqual(await storedIn(tab), {});
  });

  it("finishes it in the same page, too, once the provider answers", async (t) => {
    const { tab } = await demo.profile(t);
    await open(tab, address);
    await pressSignIn(tab);
    const discovery = "**/.well-known/openid-configuration";
    await tab.route(discovery, (route) => route.abort());
    await comeBack(tab, "married-name");
    assert.equal(await errorOf(tab), "provider_unreachable");
    await tab.unroute(discovery);
    assert.equal(await tab.evaluate(async () => (await pivot.finish(location)).identity.birthName), "KERVOALEN");
  });

  const page = { contentType: "text/html", body: "<p>" };
  const unanswered = [
    ["does not answer", (route) => route.abort(), { code: "network_error", retryable: true }],
    ["is down, behind a page", (route) => route.fulfill({ ...page, status: 502 }), { code: "network_error", retryable: true }],
    ["is not there", (route) => route.fulfill({ ...page, status: 404 }), { code: "not_found", retryable: false }],
    ["is not there, and a page is served for whatever is asked", (route) => route.fulfill(page), { code: "not_found", retryable: false }],
  ];
  for (const [what, answer, expected] of unanswered) {
    it(`does not blame the provider where our Worker ${what}: ${expected.code}`, async (t) => {
      const { tab } = await demo.profile(t);
      await open(tab, address);
      await pressSignIn(tab);
      await tab.route("**/auth/exchange", answer);
      await comeBack(tab, "married-name");
      await errorOf(tab);
      assert.deepEqual(await readJson(tab, "error"), expected);
    });
  }

  it("repeats how a login failed to whoever asks again", async (t) => {
    demo.wrongs.lowLevels = true;
    t.after(() => delete demo.wrongs.lowLevels);
    const { tab } = await demo.profile(t);
    await open(tab, address);
    await signIn(tab, "level-eidas1");
    assert.equal(await errorOf(tab), "acr_insufficient");
    const again = await tab.evaluate(async () => [await pivot.finish(location).catch(({ code }) => code), await pivot.session(), changes]);
    assert.deepEqual(again, ["acr_insufficient", null, []]);
  });

  it("fetches no module before it is asked", async (t) => {
    const { tab } = await demo.profile(t);
    const fetched = [];
    tab.on("request", (request) => { if (request.url().endsWith(".wasm")) fetched.push(request.url()); });
    await open(tab, address);
    assert.deepEqual(fetched, []);
    await tab.locator("#prefetch").click();
    await readJson(tab, "prefetched");
    await tab.evaluate(() => Promise.all([pivot.prefetch(), pivot.prefetch(), pivot.loginUrl()]));
    assert.equal(fetched.length, 1);
  });
});
