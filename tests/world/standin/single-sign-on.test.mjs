/** Single sign-on: within ten minutes, at eidas2, for every service, and never above. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { authorizeUrl, CLIENT_ID, openToken, relyingParty, standinFor, tokenRequest, wholeSignIn } from "./fixture.mjs";
import { createBrowser, startStandin, subjectOf } from "./index.mjs";

/** Signs in with these choices; gives what the id_token then says. */
async function claimsOf({ standin, rp }, browser, choices, changes = {}) {
  const callback = await browser.signIn(authorizeUrl(standin, changes), ...choices);
  const { id_token: idToken } = await (await tokenRequest(standin, callback, { client_id: changes.client_id ?? CLIENT_ID })).json();
  return (await openToken(standin, rp, idToken)).claims;
}

const offered = (run, browser, changes) => browser.signIn(authorizeUrl(run.standin, changes), "continue").then(() => true, () => false);

test("the second sign-in at eidas2 shows only who is signed in, and its acr is lowered to eidas2", async (t) => {
  const run = await standinFor(t);
  const browser = createBrowser();
  assert.equal((await claimsOf(run, browser, ["married-name"])).acr, "eidas3");
  for (const prompt of [undefined, "login", "login consent"]) {
    const again = await claimsOf(run, browser, ["continue"], { prompt });
    assert.deepEqual([again.acr, again.sub], ["eidas2", subjectOf(CLIENT_ID, "married-name")]);
  }
});

test("auth_time is the click, under single sign-on as well", async (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: Date.now() });
  const run = await standinFor(t);
  const browser = createBrowser();
  const first = await claimsOf(run, browser, ["married-name"]);
  t.mock.timers.tick(300_000);
  const second = await claimsOf(run, browser, ["continue"]);
  assert.ok(second.auth_time - first.auth_time >= 300);
});

test("it ends ten minutes after the last step, and nowhere else begins", async (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: Date.now() });
  const run = await standinFor(t);
  const browser = createBrowser();
  assert.equal(await offered(run, browser), false);
  await browser.signIn(authorizeUrl(run.standin), "married-name");
  for (const [seconds, expected] of [[599, true], [599, true], [600, false]]) {
    t.mock.timers.tick(seconds * 1000);
    assert.equal(await offered(run, browser), expected, `${seconds}`);
  }
  assert.equal(await offered(run, createBrowser()), false);
});

test("a demand for eidas3 asks anew, and whoever then signs in reached it", async (t) => {
  const run = await standinFor(t);
  const browser = createBrowser();
  await browser.signIn(authorizeUrl(run.standin), "level-eidas2");
  await assert.rejects(browser.signIn(authorizeUrl(run.standin, { acr_values: "eidas3" }), "continue"), RangeError);
  assert.equal((await claimsOf(run, browser, ["married-name"], { acr_values: "eidas3" })).acr, "eidas3");
  assert.equal((await claimsOf(run, browser, ["continue"])).sub, subjectOf(CLIENT_ID, "married-name"));
});

test("a second service finds the person signed in, with another sub; one of the same entity with the same", async (t) => {
  const entity = "d9b0e2f4-entity";
  const rp = await relyingParty({ metadata: { entity } });
  const others = [{ ...rp.registration, client_id: "same-entity" }, { ...rp.registration, client_id: "another-entity", entity: undefined }];
  const standin = await startStandin({ clients: [rp.registration, ...others] });
  t.after(() => standin.close());
  const browser = createBrowser();
  const first = await claimsOf({ standin, rp }, browser, ["married-name"]);
  const same = await claimsOf({ standin, rp }, browser, ["continue"], { client_id: "same-entity" });
  const another = await claimsOf({ standin, rp }, browser, ["continue"], { client_id: "another-entity" });
  assert.deepEqual([first.sub, same.sub], [subjectOf(entity, "married-name"), first.sub]);
  assert.deepEqual([another.sub, another.acr], [subjectOf("another-entity", "married-name"), "eidas2"]);
});

test("prompt=login alone skips the information where the client's file allows it, and has no effect elsewhere", async (t) => {
  const run = await standinFor(t, { metadata: { allowed_prompts: ["login"] } });
  const browser = createBrowser();
  await browser.signIn(authorizeUrl(run.standin), "married-name");
  assert.equal((await claimsOf(run, browser, [], { prompt: "login" })).acr, "eidas2");
  await assert.rejects(browser.signIn(authorizeUrl(run.standin, { prompt: "login consent" })), RangeError);
  const other = await standinFor(t);
  await browser.signIn(authorizeUrl(other.standin), "married-name");
  await assert.rejects(browser.signIn(authorizeUrl(other.standin, { prompt: "login" })), RangeError);
});

test("signing out ends it; what a test may do beside, another person, replaces it", async (t) => {
  const run = await standinFor(t);
  const browser = createBrowser();
  await browser.signIn(authorizeUrl(run.standin), "married-name");
  assert.equal((await claimsOf(run, browser, ["born-abroad"])).sub, subjectOf(CLIENT_ID, "born-abroad"));
  const { idToken } = await wholeSignIn(run, "born-abroad");
  assert.equal(await offered(run, browser), true);
  await browser.signOut(`${run.standin.issuer}/session/end?id_token_hint=${idToken.jws}`);
  assert.equal(await offered(run, browser), false);
});
