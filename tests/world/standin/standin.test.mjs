/** The person's way through: the page, the choice, the callback, levels, logout, the command line. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import {
  authorizeUrl, CLIENT_ID, memberNames, openToken, POST_LOGOUT_URI, REDIRECT_URI, relyingParty, standinFor, tokenRequest,
  userinfo, wholeSignIn,
} from "./fixture.mjs";
import { createBrowser, signIn, signOut, StandinRefusal, startStandin, subjectOf } from "./index.mjs";

test("the callback carries code, state and iss", async (t) => {
  const { standin } = await standinFor(t);
  const url = authorizeUrl(standin);
  const callback = await signIn(url, "married-name");
  assert.equal(callback.origin + callback.pathname, REDIRECT_URI);
  assert.deepEqual([...callback.searchParams.keys()].sort(), ["code", "iss", "state"]);
  assert.equal(callback.searchParams.get("state"), url.searchParams.get("state"));
  assert.equal(callback.searchParams.get("iss"), standin.issuer);
});

test("cancelling comes back as access_denied, with error_description, state and iss", async (t) => {
  const { standin } = await standinFor(t);
  const url = authorizeUrl(standin);
  const callback = await signIn(url, "cancel");
  assert.deepEqual([...callback.searchParams.keys()].sort(), ["error", "error_description", "iss", "state"]);
  assert.equal(callback.searchParams.get("error"), "access_denied");
  assert.equal(callback.searchParams.get("state"), url.searchParams.get("state"));
  assert.equal(callback.searchParams.get("iss"), standin.issuer);
});

async function choicePage(standin, changes) {
  const browser = createBrowser();
  const opened = await browser.open(authorizeUrl(standin, changes));
  const location = new URL(opened.headers.get("location"), standin.origin);
  return { browser, location, page: await (await browser.open(location)).text() };
}

test("the page is French, works without JavaScript, and has a button for each person and one to cancel", async (t) => {
  const { standin } = await standinFor(t);
  const { page } = await choicePage(standin);
  assert.match(page, /<html lang="fr">/);
  assert.doesNotMatch(page, /<script/);
  for (const { id } of standin.persons) assert.match(page, new RegExp(`<button [^>]*data-person="${id}"`));
  assert.match(page, /<button [^>]*data-cancel/);
  assert.match(page, /data-acr="eidas2"/);
  assert.doesNotMatch(page, /data-idp-hint/);
});

test("idp_hint is shown, escaped, and takes no one off the list", async (t) => {
  const hint = '"><script>alert(1)</script>';
  const { standin } = await standinFor(t, { metadata: { allowed_idp_hints: [hint] } });
  const { page } = await choicePage(standin, { idp_hint: hint });
  assert.match(page, /data-idp-hint="&quot;&gt;&lt;script&gt;/);
  assert.doesNotMatch(page, /<script/);
  for (const { id } of standin.persons) assert.match(page, new RegExp(`data-person="${id}"`));
  assert.ok((await signIn(authorizeUrl(standin, { idp_hint: hint }), "married-name")).searchParams.has("code"));
});

test("the choice of nobody is refused, and so is a choice without the browser that asked", async (t) => {
  const { standin } = await standinFor(t);
  await assert.rejects(signIn(authorizeUrl(standin), "nobody"), RangeError);
  const { location } = await choicePage(standin);
  const stranger = await fetch(location, { method: "POST", body: new URLSearchParams({ person: "married-name" }), redirect: "manual" });
  assert.equal(stranger.status, 400);
  assert.match(await stranger.text(), /data-error-code="Y190001"/);
  assert.ok((await signIn(authorizeUrl(standin), "married-name")).searchParams.has("code"));
});

test("a refused request has no way back: signIn says status and code", async (t) => {
  const { standin } = await standinFor(t);
  await assert.rejects(signIn(authorizeUrl(standin, { code_challenge: "c" }), "married-name"), (error) =>
    error instanceof StandinRefusal && error.status === 400 && error.code === "Y030007");
  await assert.rejects(signIn(authorizeUrl(standin, { redirect_uri: "http://localhost:1/elsewhere" }), "married-name"), (error) =>
    error instanceof StandinRefusal && error.status === 400 && error.code === "Y04C013C");
});

test("the level in the id_token is the one that was reached, at least the demand", async (t) => {
  const run = await standinFor(t);
  const reached = async (person, acr) => (await wholeSignIn(run, person, { acr_values: acr })).idToken.claims.acr;
  assert.equal(await reached("level-eidas2", "eidas2"), "eidas2");
  assert.equal(await reached("married-name", "eidas3"), "eidas3");
  assert.equal(await reached("married-name", "eidas2"), "eidas3");
});

const endSessionUrl = (standin, parameters) => `${standin.issuer}/session/end?${new URLSearchParams(parameters)}`;

test("logout with the inner JWS returns to post_logout_redirect_uri with state, and ends the access", async (t) => {
  const { standin, rp } = await standinFor(t);
  const browser = createBrowser();
  const callback = await browser.signIn(authorizeUrl(standin), "married-name");
  const answer = await (await tokenRequest(standin, callback)).json();
  const { jws } = await openToken(standin, rp, answer.id_token);
  const parameters = { id_token_hint: jws, post_logout_redirect_uri: POST_LOGOUT_URI, state: "logout-state" };
  const back = await browser.signOut(endSessionUrl(standin, parameters));
  assert.equal(back.href, `${POST_LOGOUT_URI}?state=logout-state`);
  assert.equal((await userinfo(standin, answer.access_token)).status, 401);
});

test("logout with the encrypted id_token is refused: could not decode id_token_hint", async (t) => {
  const run = await standinFor(t);
  const { answer, idToken } = await wholeSignIn(run, "married-name");
  const common = { post_logout_redirect_uri: POST_LOGOUT_URI, state: "s" };
  const refused = await fetch(endSessionUrl(run.standin, { ...common, id_token_hint: answer.id_token }), { headers: { accept: "text/html" } });
  assert.equal(refused.status, 400);
  assert.match(await refused.text(), /could not decode id_token_hint/);
  const back = await signOut(endSessionUrl(run.standin, { ...common, id_token_hint: idToken.jws }));
  assert.equal(back.searchParams.get("state"), "s");
});

test("logout accepts an expired hint, and one signed by the former key", async (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: Date.now() });
  const run = await standinFor(t);
  const { idToken } = await wholeSignIn(run, "married-name");
  t.mock.timers.tick(3_600_000);
  run.standin.rotateSigningKey();
  const back = await signOut(endSessionUrl(run.standin, { id_token_hint: idToken.jws, post_logout_redirect_uri: POST_LOGOUT_URI, state: "s" }));
  assert.equal(back.href, `${POST_LOGOUT_URI}?state=s`);
});

test("logout refuses a hint whose key was retired", async (t) => {
  const run = await standinFor(t);
  const { idToken } = await wholeSignIn(run, "married-name");
  run.standin.rotateSigningKey({ retire: true });
  const refused = await fetch(endSessionUrl(run.standin, { id_token_hint: idToken.jws }), { headers: { accept: "text/html" } });
  assert.deepEqual([refused.status, /data-error-code="(\w+)"/.exec(await refused.text())[1]], [400, "Y045AFAE"]);
});

test("logout refuses a hint with a broken signature, and an address that is not registered", async (t) => {
  const run = await standinFor(t);
  const { idToken } = await wholeSignIn(run, "married-name");
  const refusedFor = async (parameters) => {
    const response = await fetch(endSessionUrl(run.standin, parameters), { headers: { accept: "text/html" } });
    return [response.status, /<p>([^<]*)<\/p>\s*<\/main>/.exec(await response.text())[1]];
  };
  const broken = `${idToken.jws.slice(0, -12)}AAAAAAAAAAAA`;
  assert.deepEqual(await refusedFor({ id_token_hint: broken }), [400, "could not validate id_token_hint"]);
  assert.deepEqual(
    await refusedFor({ id_token_hint: idToken.jws, post_logout_redirect_uri: "http://localhost:8787/elsewhere" }),
    [400, "post_logout_redirect_uri not registered"],
  );
});

test("logout without an address leaves the person at the provider, with her session there ended", async (t) => {
  const run = await standinFor(t);
  const browser = createBrowser();
  const callback = await browser.signIn(authorizeUrl(run.standin), "married-name");
  const answer = await (await tokenRequest(run.standin, callback)).json();
  const { jws } = await openToken(run.standin, run.rp, answer.id_token);
  assert.equal(await browser.signOut(endSessionUrl(run.standin, { id_token_hint: jws, state: "s" })), undefined);
  await assert.rejects(browser.signIn(authorizeUrl(run.standin), "continue"), /no such choice on this page: continue/);
});

test("the log has names and outcomes, and no value of any parameter", async (t) => {
  const run = await standinFor(t);
  const { url, callback, answer } = await wholeSignIn(run, "married-name");
  const again = await tokenRequest(run.standin, callback);
  assert.equal(again.status, 400);
  await again.text();
  const text = JSON.stringify(run.standin.log);
  for (const value of [url.searchParams.get("state"), url.searchParams.get("nonce"), callback.searchParams.get("code"), answer.access_token]) {
    assert.ok(!text.includes(value));
  }
  const failed = run.standin.log.filter(({ error }) => error === "invalid_grant");
  assert.deepEqual(failed.map(({ method, route, status }) => [method, route, status]), [["POST", "/token", 400]]);
});

test("two stand-ins share nothing, and a closed one answers no more", async (t) => {
  const first = await standinFor(t);
  const second = await standinFor(t);
  const callback = await signIn(authorizeUrl(first.standin), "married-name");
  assert.equal((await tokenRequest(second.standin, callback)).status, 400);
  assert.equal((await tokenRequest(first.standin, callback)).status, 200);
  const { registration } = await relyingParty();
  const third = await startStandin({ clients: [registration] });
  assert.equal((await fetch(`${third.issuer}/jwks`)).status, 200);
  await third.close();
  await assert.rejects(fetch(`${third.issuer}/jwks`), TypeError);
});

test("the command line prints the issuer, serves, and ends on SIGTERM", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "standin-"));
  t.after(() => rm(folder, { recursive: true }));
  const { registration } = await relyingParty();
  await writeFile(join(folder, "client.json"), JSON.stringify(registration));
  const cli = fileURLToPath(new URL("cli.mjs", import.meta.url));
  const child = spawn(process.execPath, [cli, "--port", "0", "--client", join(folder, "client.json")], { stdio: ["ignore", "pipe", "ignore"] });
  t.after(() => child.kill("SIGKILL"));
  const [output] = await once(child.stdout, "data");
  const issuer = output.toString().trim();
  assert.match(issuer, /^http:\/\/localhost:\d+\/api\/v2$/);
  const document = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json();
  assert.equal(document.issuer, issuer);
  assert.ok(memberNames(document).includes("token_endpoint"));
  assert.ok(!output.toString().includes(CLIENT_ID));
  child.kill("SIGTERM");
  assert.deepEqual(await once(child, "exit"), [0, null]);
});
