/** Sign-out: asked by our own pages only, here first, then at the provider and back. */
import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { decodeJwt, decodeProtectedHeader } from "jose";
import { cookieNames, startWorker } from "../../world/deployment/index.mjs";
import { Person } from "../../world/deployment/person.mjs";
import { deployed } from "../../world/deployment/suite.mjs";
import {
  assertCookieAttributes, assertError, assertNobody, assertRedirect, assertSentBack, assertSignedIn, SESSION_COOKIE,
  setCookies,
} from "../../world/sign-ins/assertions.mjs";

const PERSON = "married-name";

const deployment = deployed();
const { newPerson, wrongs } = deployment;
let person;
beforeEach(async () => {
  person = newPerson();
  await assertSignedIn(person, await person.signIn(PERSON));
});

const logout = (browser, headers = { origin: browser.origin }) => browser.fetch("/auth/logout", { method: "POST", headers });
const endSession = (answer) => new URL(answer.headers.get("location"));

/** A Worker with the same settings that knows nothing yet, and the person at it. */
const atNewWorker = (settings, act) => deployment.atWorkerWith(settings, person, act);

describe("who may ask", () => {
  const accepted = {
    "our own Origin": () => ({ origin: deployment.origin }),
    "Sec-Fetch-Site: same-origin": () => ({ "sec-fetch-site": "same-origin" }),
    "both of them": () => ({ origin: deployment.origin, "sec-fetch-site": "same-origin" }),
  };
  for (const [what, headers] of Object.entries(accepted)) {
    it(`${what} is accepted`, async () => {
      const answer = await logout(person, headers());
      assert.equal(answer.status, 303);
      await assertNobody(person);
    });
  }

  const refused = {
    "another Origin": () => ({ origin: "https://evil.example" }),
    "our Origin with another port": () => ({ origin: "http://localhost:1" }),
    "our Origin with another scheme": () => ({ origin: deployment.origin.replace("http:", "https:") }),
    "our Origin as the beginning of another": () => ({ origin: `${deployment.origin}.evil.example` }),
    "Origin: null": () => ({ origin: "null" }),
    "Sec-Fetch-Site: cross-site": () => ({ "sec-fetch-site": "cross-site" }),
    "Sec-Fetch-Site: same-site": () => ({ "sec-fetch-site": "same-site" }),
    "Sec-Fetch-Site: none": () => ({ "sec-fetch-site": "none" }),
    "our Origin, but Sec-Fetch-Site: cross-site": () => ({ origin: deployment.origin, "sec-fetch-site": "cross-site" }),
    "another Origin, but Sec-Fetch-Site: same-origin": () => ({ origin: "https://evil.example", "sec-fetch-site": "same-origin" }),
    "neither of the two headers": () => ({}),
  };
  for (const [what, headers] of Object.entries(refused)) {
    it(`${what} is refused, and the session stays`, async () => {
      const answer = await logout(person, headers());
      assert.deepEqual(setCookies(answer), []);
      await assertError(answer, 403, "origin_refused");
      assert.equal((await person.session()).status, 200);
    });
  }

  it("GET signs nobody out", async () => {
    await assertError(await person.fetch("/auth/logout", { headers: { origin: deployment.origin } }), 405, "method_not_allowed");
    assert.equal((await person.session()).status, 200);
  });
});

describe("the sign-out", () => {
  it("ends the session here at once, and sends on with the inner token and a state of its own", async () => {
    const answer = await logout(person);
    const url = endSession(answer);
    await assertRedirect(answer, url.href);
    assert.equal(`${url.origin}${url.pathname}`, `${deployment.standin.issuer}/session/end`);
    const { id_token_hint: hint, post_logout_redirect_uri: back, state, ...others } = Object.fromEntries(url.searchParams);
    assert.deepEqual(others, {});
    assert.equal(back, `${deployment.origin}/auth/logged-out`);
    assert.match(state, /^[0-9a-f]{64}$/);

    assert.equal(hint.split(".").length, 3);
    assert.equal(decodeProtectedHeader(hint).alg, "ES256");
    assert.equal(decodeJwt(hint).iss, deployment.standin.issuer);

    const cookies = setCookies(answer);
    const removed = cookies.filter(({ name }) => name.startsWith(SESSION_COOKIE));
    assert.ok(removed.length >= 1);
    for (const cookie of removed) {
      assert.equal(cookie.value, "");
      assertCookieAttributes(cookie, 0);
    }
    const [kept] = cookies.filter(({ name }) => name === cookieNames(deployment.settings).logout);
    assertCookieAttributes(kept, 600);
    await assertNobody(person);
  });

  it("goes through the provider and comes back to /", async () => {
    const back = await person.signOut();
    assert.equal(`${back.origin}${back.pathname}`, `${deployment.origin}/auth/logged-out`);
    const answer = await person.fetch(back);
    await assertRedirect(answer, "/");
    assert.equal(person.cookies.size, 0);
    await assertNobody(person);
  });

  it("with FC_POST_LOGOUT_REDIRECT_URI=none leaves the person at the provider: no return, no state, and no cookie that waits for one", async () => {
    const settings = { ...deployment.settings, FC_REDIRECT_URI: `${deployment.origin}/auth/callback`, FC_POST_LOGOUT_REDIRECT_URI: "none" };
    const worker = await startWorker({ settings });
    try {
      const stays = new Person(worker.origin);
      const { search } = await stays.goToProvider(PERSON);
      await assertSignedIn(stays, await stays.fetch(`/auth/callback${search}`));
      const answer = await stays.fetch("/auth/logout", { method: "POST", headers: { origin: worker.origin } });
      assert.deepEqual([...endSession(answer).searchParams.keys()], ["id_token_hint"]);
      assert.deepEqual(setCookies(answer).filter(({ value }) => value !== ""), []);
      assert.equal(stays.cookies.size, 0);
      await assertNobody(stays);
    } finally {
      await worker.stop();
    }
  });

  it("has another state each time", async () => {
    const other = newPerson();
    await assertSignedIn(other, await other.signIn(PERSON));
    const [one, two] = [endSession(await logout(person)), endSession(await logout(other))];
    assert.notEqual(one.searchParams.get("state"), two.searchParams.get("state"));
  });

  it("does no harm to whoever signs in next, or is signed in", async () => {
    const other = newPerson();
    await assertSignedIn(other, await other.signIn("no-usual-name"));
    await logout(person);
    assert.equal((await other.session()).status, 200);
    await assertSignedIn(person, await person.signIn(PERSON));
    assert.equal((await logout(person)).status, 303);
    assert.equal((await logout(other)).status, 303);
  });

  it("without a session goes to /, and so does one with a session that is not valid", async () => {
    const nobody = newPerson();
    const answer = await logout(nobody);
    assert.ok(setCookies(answer).every(({ value }) => value === ""));
    await assertRedirect(answer, "/");
    nobody.cookies.set(cookieNames(deployment.settings).session, "1.AQ");
    await assertRedirect(await logout(nobody), "/");
    assert.equal(nobody.cookies.size, 0);
  });

  it("removes every part of a large session", async () => {
    wrongs.userinfoToken = ({ header, claims, sign }) => sign(header, { ...claims, remark: "x".repeat(5000) });
    try {
      await assertSignedIn(person, await person.signIn(PERSON));
    } finally {
      delete wrongs.userinfoToken;
    }
    assert.equal(person.cookies.size, 3);
    await logout(person);
    assert.deepEqual([...person.cookies.keys()], [cookieNames(deployment.settings).logout]);
  });
});

describe("while the provider is down", () => {
  it("the session ends here, and the person goes to /", async () => {
    wrongs.answer = { discovery: () => "reset" };
    await atNewWorker({}, async (there) => {
      await assertRedirect(await logout(there), "/");
      await assertNobody(there);
      assert.equal(there.cookies.size, 0);
      // The same Worker, once the provider is back.
      delete wrongs.answer;
      for (const [name, value] of person.cookies) there.cookies.set(name, value);
      assert.equal(endSession(await logout(there)).pathname, "/api/v2/session/end");
    });
  });
});

describe("FC_POST_LOGOUT_REDIRECT_URI", () => {
  it("stands in for our own route", async () => {
    const FC_POST_LOGOUT_REDIRECT_URI = "https://service.example/au-revoir";
    await atNewWorker({ FC_POST_LOGOUT_REDIRECT_URI }, async (there) => {
      assert.equal(endSession(await logout(there)).searchParams.get("post_logout_redirect_uri"), FC_POST_LOGOUT_REDIRECT_URI);
    });
  });
});

describe("the return", () => {
  const faults = {
    "another state": (url) => url.searchParams.set("state", "ab".repeat(32)),
    "no state": (url) => url.searchParams.delete("state"),
    "an empty state": (url) => url.searchParams.set("state", ""),
    "its state twice": (url) => url.searchParams.append("state", url.searchParams.get("state")),
  };
  for (const [what, spoil] of Object.entries(faults)) {
    it(`with ${what} is not ours; as it came it is`, async () => {
      const back = await person.signOut();
      const honest = person.twin();
      const spoilt = new URL(back);
      spoil(spoilt);
      await assertSentBack(await person.fetch(spoilt), "logout_state_mismatch");
      assert.equal(person.cookies.size, 0);
      await assertRedirect(await honest.fetch(back), "/");
    });
  }

  it("comes once, and to the browser that left", async () => {
    const back = await person.signOut();
    await assertSentBack(await newPerson().fetch(back), "logout_state_mismatch");
    await assertRedirect(await person.fetch(back), "/");
    await assertSentBack(await person.fetch(back), "logout_state_mismatch");
  });
});
