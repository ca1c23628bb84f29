/**
 * Both ways of use, driven against one deployment: the Worker in workerd, and a page's `fc-pivot/browser` in this process with that Worker's
 * exchange route behind it.
 *
 * In: a deployment. Out: for each way one sign-in, as `{ code }` of the refusal or `{ identity }`.
 * Never: a sign-in that was refused and left a session, or a login that could be used again.
 */
import assert from "node:assert/strict";
import { browserVerified, FcPivotError } from "fc-pivot/browser";
import { CLIENT_ID, deploy, freePort } from "../deployment/index.mjs";
import { Person } from "../deployment/person.mjs";
import { signIn } from "../standin/index.mjs";
import { assertNobody, assertSentBack, assertSignedIn } from "./assertions.mjs";

export const PERSON = "married-name";
const PAGE = "/signed-in";

/** A deployment that both ways are registered with. */
export async function deployForBoth(wrongs, options = {}) {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  return deploy({ ...options, wrongs, ports: { worker: port }, client: { redirect_uris: [`${origin}/auth/callback`, `${origin}${PAGE}`] } });
}

async function edgeSession({ origin }) {
  const person = new Person(origin);
  const login = await person.fetch("/auth/login");
  const refusedAtOnce = login.headers.get("location").startsWith("/");
  const answer = refusedAtOnce ? login : await person.signIn(PERSON);
  const code = /^\/\?auth_error=(.*)$/.exec(answer.headers.get("location"))?.[1];
  if (code === undefined) {
    await assertSignedIn(person, answer);
    return { identity: (await person.session()).body.identity };
  }
  await assertSentBack(answer, code);
  await assertNobody(person);
  return { code };
}

async function verifiedByThePage({ origin, standin }) {
  const storage = new Map();
  // What a page's browser has and Node has not: storage for the tab, and the page's own `Origin` on requests to its site.
  globalThis.sessionStorage = {
    getItem: (name) => storage.get(name) ?? null,
    setItem: (name, text) => void storage.set(name, text),
    removeItem: (name) => void storage.delete(name),
  };
  const asThePage = (url, init) => fetch(url, { ...init, headers: [...init.headers, ["origin", origin], ["connection", "close"]] });
  try {
    const page = browserVerified({
      issuer: standin.issuer, clientId: CLIENT_ID, redirectUri: `${origin}${PAGE}`, exchange: `${origin}/auth/exchange`, fetch: asThePage,
    });
    const callback = await signIn(await page.loginUrl(), PERSON);
    const outcome = await finish(page, callback);
    // The state that came back is used up; one that never came back leaves its login to time out.
    if (callback.searchParams.get("state") !== null && outcome.code !== "state_unknown") assert.equal(storage.size, 0);
    return outcome;
  } catch (error) {
    if (error instanceof FcPivotError) return { code: error.code };
    throw error;
  } finally {
    delete globalThis.sessionStorage;
  }
}

async function finish(page, callback) {
  try {
    const { identity } = await page.finish(callback);
    return { identity };
  } catch (error) {
    if (error instanceof FcPivotError) return { code: error.code };
    throw error;
  }
}

/** The two ways of use, by their names in the README. */
export const WAYS = { "edge session": edgeSession, "browser-verified": verifiedByThePage };
