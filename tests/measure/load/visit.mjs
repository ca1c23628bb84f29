/**
 * One full sign-in, by a browser of its own, as it went.
 *
 * In: the Worker's origin, a test person. Out: a visit: when it began and ended, what the callback answered, what `/auth/session` says
 * afterwards, and the cookie. Never: a judgement (judge.mjs), a wait without end, an exception: what was thrown is part of the visit.
 */
import { setTimeout as after } from "node:timers/promises";
import { Person } from "../../world/deployment/person.mjs";
import { createBrowser } from "../../world/standin/index.mjs";

/** Milliseconds: more than the Worker gives the provider, for all its answers together. */
export const PATIENCE = 30_000;

/** `person` is her browser, where it is to be known afterwards. */
export async function visit(origin, personId, person = new Person(origin)) {
  const seen = { personId, from: performance.now() };
  try {
    await inTime(walk(person, seen));
  } catch (thrown) {
    seen.lost = reason(thrown);
    seen.to ??= performance.now();
  }
  return seen;
}

/** The login, the provider's pages, the callback; then the question who is signed in now. */
async function walk(person, seen) {
  const login = await person.fetch("/auth/login");
  await login.arrayBuffer();
  seen.answer = { status: login.status, location: login.headers.get("location") };
  if (seen.answer.location?.startsWith("http")) {
    const callback = await createBrowser().signIn(seen.answer.location, seen.personId);
    seen.calledAt = performance.now();
    const answer = await person.fetch(callback.href);
    await answer.arrayBuffer();
    seen.answer = { status: answer.status, location: answer.headers.get("location") };
  }
  seen.to = performance.now();

  const session = await person.fetch("/auth/session");
  seen.session = { status: session.status, text: await session.text() };
  seen.cookie = person.cookieHeader();
}

async function inTime(work) {
  const clock = new AbortController();
  const late = after(PATIENCE, undefined, { signal: clock.signal }).then(() => {
    throw new Error(`no answer within ${PATIENCE / 1000} seconds`);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clock.abort();
  }
}

/** Node's fetch says only "fetch failed"; its cause has the code. */
const reason = (thrown) => thrown.cause?.code ?? thrown.message;
