/** Sign-ins that end on a page of the provider's, the link back, failed attempts, and the clock. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { authorizeUrl, openToken, standinFor, tokenRequest, wholeSignIn } from "./fixture.mjs";
import { createBrowser, signIn } from "./index.mjs";

/** Chooses by hand, and stops at the page. */
async function pageAfter(standin, form, changes) {
  const browser = createBrowser();
  const opened = await browser.open(authorizeUrl(standin, changes));
  const location = new URL(opened.headers.get("location"), standin.origin);
  return { location, browser, response: await browser.open(location, new URLSearchParams(form)) };
}

const ENDS = [
  ["not-found", "Y010008", 403, "access_denied"],
  ["ambiguous", "Y010006", 403, "access_denied"],
  ["deceased", "Y010015", 403, "access_denied"],
  ["account-blocked", "Y180001", 403, "access_denied"],
  ["identity-garbled", "Y600006", 400, "server_error"],
  ["register-unreadable", "Y010013", 400, "server_error"],
  ["level-not-its-own", "Y100018", 400, "invalid_request"],
  ["register-silent", "Y010011", 504, "temporarily_unavailable"],
];

for (const [id, code, status, error] of ENDS) {
  test(`${id}: a page with ${code}, no redirect, and a link that brings ${error}`, async (t) => {
    const { standin } = await standinFor(t);
    const { response } = await pageAfter(standin, { dead_end: id });
    assert.deepEqual([response.status, response.headers.get("location")], [status, null]);
    const page = await response.text();
    assert.match(page, new RegExp(`data-error-code="${code}"`));
    assert.match(page, /<a [^>]*data-back>Revenir sur service-de-test<\/a>/);

    const url = authorizeUrl(standin);
    const { searchParams } = await signIn(url, id);
    assert.deepEqual([...searchParams.keys()].sort(), ["error", "error_description", "iss", "state"]);
    assert.deepEqual([searchParams.get("error"), searchParams.get("state"), searchParams.get("iss")], [error, url.searchParams.get("state"), standin.issuer]);
  });
}

test("a level below the demand is such a page too; a provider that lets it pass is a wrong", async (t) => {
  const { standin } = await standinFor(t);
  for (const [person, acr] of [["level-eidas1", "eidas2"], ["level-eidas2", "eidas3"]]) {
    const { response } = await pageAfter(standin, { person }, { acr_values: acr });
    assert.equal(response.status, 500);
    assert.match(await response.text(), /data-error-code="Y100001"/);
    assert.equal((await signIn(authorizeUrl(standin, { acr_values: acr }), person)).searchParams.get("error"), "access_denied");
  }
  assert.ok((await signIn(authorizeUrl(standin), "level-eidas2")).searchParams.has("code"));

  const wrongs = { lowLevels: true };
  const lax = await standinFor(t, { wrongs });
  assert.equal((await wholeSignIn(lax, "level-eidas1")).idToken.claims.acr, "eidas1");
  delete wrongs.lowLevels;
  assert.equal((await signIn(authorizeUrl(lax.standin), "level-eidas1")).searchParams.get("error"), "access_denied");
});

test("without the browser that asked, the link leads nowhere", async (t) => {
  const { standin } = await standinFor(t);
  const { location } = await pageAfter(standin, { dead_end: "deceased" });
  const stranger = await fetch(`${location}/back?from=deceased`, { redirect: "manual" });
  assert.equal(stranger.status, 400);
  assert.match(await stranger.text(), /data-error-code="Y190001"/);
});

test("a failed attempt leads back to the choice; cancelling, and success, are still open then", async (t) => {
  const { standin } = await standinFor(t);
  assert.equal((await signIn(authorizeUrl(standin), "failed-attempt", "cancel")).searchParams.get("error"), "access_denied");
  const url = authorizeUrl(standin, { prompt: "login" });
  const back = await signIn(url, "failed-attempt", "failed-attempt", "married-name");
  assert.ok(back.searchParams.has("code"));
  assert.equal(back.searchParams.get("state"), url.searchParams.get("state"));
});

/** The choice page of a login, and how to choose on it later. */
async function openedLogin(standin) {
  const browser = createBrowser();
  const opened = await browser.open(authorizeUrl(standin));
  let page = new URL(opened.headers.get("location"), standin.origin);
  return {
    async failsAttempt() {
      const again = await browser.open(page, new URLSearchParams({ failed_attempt: "1" }));
      if (again.status !== 303) return again.status;
      const next = await browser.open(new URL(again.headers.get("location"), standin.origin));
      page = new URL(next.headers.get("location"), standin.origin);
      return again.status;
    },
    choice: async () => (await browser.open(page)).status,
    finish: () => browser.signIn(page, "married-name"),
  };
}

test("each failed attempt opens ten minutes of its own, so a login may succeed long after ten minutes", async (t) => {
  const run = await standinFor(t);
  const login = await openedLogin(run.standin);
  for (let attempt = 0; attempt < 5; attempt += 1) {
    run.standin.elapse(590);
    assert.equal(await login.failsAttempt(), 303);
  }
  run.standin.elapse(590);
  const before = Math.floor(Date.now() / 1000);
  const callback = await login.finish();
  const answer = await (await tokenRequest(run.standin, callback)).json();
  const { claims } = await openToken(run.standin, run.rp, answer.id_token);
  assert.ok(claims.iat - before <= 5, "tokens have today's time");
});

test("without an attempt, ten minutes are all: the clock moves by a call, and by a request from another process", async (t) => {
  const { standin } = await standinFor(t);
  const elapse = (query, options) => fetch(`${standin.origin}/testing/elapse?${query}`, { method: "POST", ...options });
  for (const move of [(seconds) => standin.elapse(seconds), (seconds) => elapse(`seconds=${seconds}`)]) {
    const login = await openedLogin(standin);
    await move(590);
    assert.equal(await login.choice(), 200);
    await move(10);
    assert.equal(await login.choice(), 400);
  }
  assert.equal((await elapse("seconds=1")).status, 204);
  for (const query of ["seconds=-1", "seconds=x", ""]) assert.ok([400, 204].includes((await elapse(query)).status), query);
  assert.equal((await elapse("seconds=-1")).status, 400);
  assert.equal((await elapse("seconds=1", { method: "GET" })).status, 400);
  assert.equal((await elapse("seconds=1", { headers: { origin: "https://elsewhere.example" } })).status, 400);
  assert.equal((await fetch(`${standin.issuer}/testing/elapse`, { method: "POST" })).status, 404);
});
