/**
 * What the tests of the Worker say about its answers, each said once.
 *
 * In: answers of the Worker, and what they should be. Out: nothing, or an AssertionError. Never: a code that may be one of several.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

/** Where the package declares its codes; the tests must not invent one. */
const source = await readFile(new URL("../../../pkg/src/shared/catalogue.ts", import.meta.url), "utf8");
const CODES = new Set([...source.matchAll(/^ {2}([a-z_]+): \[/gm)].map(([, code]) => code));

/** Headers that every answer of ours has: no cache keeps it, and no other site learns where it came from. */
export function assertGuarded(answer) {
  assert.equal(answer.headers.get("cache-control"), "no-store");
  assert.equal(answer.headers.get("referrer-policy"), "no-referrer");
  assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
}

/** 303 to `location`, without a body. */
export async function assertRedirect(answer, location) {
  assert.equal(answer.status, 303);
  assert.equal(answer.headers.get("location"), location);
  assert.equal(await answer.text(), "");
  assertGuarded(answer);
}

/** A person who is sent back with an error, and with no session. */
export async function assertSentBack(answer, code) {
  assert.ok(CODES.has(code), `${code} is not in the catalogue`);
  await assertRedirect(answer, `/?auth_error=${code}`);
  const opened = setCookies(answer).filter(({ name, value }) => name.startsWith(SESSION_COOKIE) && value !== "");
  assert.deepEqual(opened, []);
}

/** An error that a script is told. */
export async function assertError(answer, status, code) {
  assert.ok(CODES.has(code), `${code} is not in the catalogue`);
  const { error } = await answer.json();
  assert.deepEqual([answer.status, error.code], [status, code]);
  assert.deepEqual(Object.keys(error).sort(), ["code", "message", "retryable"]);
  assert.equal(answer.headers.get("content-type"), "application/json");
  assertGuarded(answer);
}

/** A callback that went well, and a session after it. */
export async function assertSignedIn(person, answer, location = "/") {
  await assertRedirect(answer, location);
  const { status } = await person.session();
  assert.equal(status, 200);
}

/** Nobody is signed in in this browser. */
export async function assertNobody(person) {
  await assertError(await person.fetch("/auth/session"), 401, "no_session");
}

/** What the names of our cookies begin with, whatever the client; the whole names: `cookieNames` of tests/world/deployment. */
export const SESSION_COOKIE = "__Host-fc-session-";
export const LOGIN_COOKIE = "__Host-fc-login-";

/** `Set-Cookie` lines, taken apart. */
export function setCookies(answer) {
  return answer.headers.getSetCookie().map((line) => {
    const [pair, ...attributes] = line.split("; ");
    return { line, name: pair.slice(0, pair.indexOf("=")), value: pair.slice(pair.indexOf("=") + 1), attributes };
  });
}

/** The attributes of every cookie that we set: `__Host-` demands the first two and no `Domain` (RFC 6265bis §4.1.3.2). */
export function assertCookieAttributes({ name, attributes }, seconds) {
  assert.match(name, /^__Host-/);
  assert.deepEqual([...attributes].sort(), ["HttpOnly", `Max-Age=${seconds}`, "Path=/", "SameSite=Lax", "Secure"]);
}
