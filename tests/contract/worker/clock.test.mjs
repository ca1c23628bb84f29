/**
 * What time does to logins, sessions and what is remembered of the provider. The handler of `fc-pivot/worker` runs in this process, since
 * nobody can set workerd's clock; core, handler and provider then see one clock, which the tests put forward.
 */
import assert from "node:assert/strict";
import { beforeEach, describe, it, mock } from "node:test";
import { Person } from "../../world/deployment/person.mjs";
import { underAnUnknownKid } from "../../world/sign-ins/faults.mjs";
import { signIn } from "../../world/standin/index.mjs";
import { assertCookieAttributes, assertNobody, assertSentBack, assertSignedIn, setCookies } from "../../world/sign-ins/assertions.mjs";
import { handlerStage } from "./handler-stage.mjs";

const PERSON = "married-name";

const deployment = handlerStage();
const { pass, personAtNewHandler, requests, wrongs } = deployment;
let person;
beforeEach(() => {
  person = personAtNewHandler();
});

const canSignIn = async () => assertSignedIn(person, await person.signIn(PERSON));

describe("a login", () => {
  for (const seconds of [601, 1800, 3500]) {
    it(`is still waited for after ${seconds} seconds`, async () => {
      const login = await person.startLogin();
      pass(seconds);
      await assertSignedIn(person, await person.fetch(await signIn(login, PERSON)));
    });
  }

  it("is over after 3601 seconds; its cookie is still there, so that the person is told so", async () => {
    const started = await person.fetch("/auth/login");
    const [kept] = setCookies(started);
    assertCookieAttributes(kept, 7200);
    pass(3601);
    await assertSentBack(await person.fetch(await signIn(new URL(started.headers.get("location")), PERSON)), "login_expired");
    await assertNobody(person);
    await canSignIn();
  });

  it("whose code is older than the provider's 30 seconds must be started again", async () => {
    const callback = await person.goToProvider(PERSON);
    pass(31);
    await assertSentBack(await person.fetch(callback), "code_rejected");
    await canSignIn();
  });

  it("that is over makes room for the next one", async () => {
    for (let count = 0; count < 8; count += 1) await person.startLogin();
    pass(3601);
    await person.startLogin();
    assert.equal(person.cookies.size, 1);
  });
});

describe("N65 a session", () => {
  for (const [SESSION_TTL, seconds] of [[undefined, 1800], ["60", 60]]) {
    it(`of ${seconds} seconds is over after them, although its cookie is still sent`, async () => {
      person = personAtNewHandler(SESSION_TTL === undefined ? {} : { SESSION_TTL });
      await canSignIn();
      pass(seconds - 5);
      assert.equal((await person.session()).status, 200);
      pass(6);
      await assertNobody(person);
      assert.ok(person.cookies.size > 0);
      await canSignIn();
    });
  }

  it("does not last longer because it is asked for", async () => {
    await canSignIn();
    const { expiresAt: end } = (await person.session()).body;
    pass(900);
    assert.equal((await person.session()).body.expiresAt, end);
  });
});

describe("what is remembered of the provider", () => {
  beforeEach(canSignIn);

  it("keys: for ten minutes", async () => {
    pass(590);
    assert.equal(await requests("/jwks", canSignIn), 0);
    pass(11);
    assert.equal(await requests("/jwks", canSignIn), 1);
  });

  it("discovery: for an hour", async () => {
    pass(3590);
    assert.equal(await requests("/.well-known/openid-configuration", canSignIn), 0);
    pass(11);
    assert.equal(await requests("/.well-known/openid-configuration", canSignIn), 1);
  });

  it("the last good keys, while the provider gives no new ones", async () => {
    pass(601);
    for (const fault of [() => "reset", (answer) => ({ ...answer, status: 503 }), (answer) => ({ ...answer, body: "<p>" })]) {
      wrongs.answer = { jwks: fault };
      await canSignIn();
    }
  });

  it("N15 an unknown kid is looked for once in thirty seconds", async () => {
    pass(31);
    wrongs.idToken = underAnUnknownKid;
    const isRefused = async () => assertSentBack(await person.signIn(PERSON), "key_unknown");
    assert.equal(await requests("/jwks", isRefused), 1);
    assert.equal(await requests("/jwks", isRefused), 0);
    pass(31);
    assert.equal(await requests("/jwks", isRefused), 1);
  });

  it("N15 keys that rotate are found, one after the other", async () => {
    pass(31);
    deployment.standin.rotateSigningKey();
    assert.equal(await requests("/jwks", canSignIn), 1);
    pass(31);
    deployment.standin.rotateSigningKey({ retire: true });
    assert.equal(await requests("/jwks", canSignIn), 1);
  });
});

describe("a provider whose clock is not ours", () => {
  // Thirty seconds of leeway, less what this machine may take: our clock stands still here, workerd's does not.
  const skews = [
    [25, undefined],
    [-25, undefined],
    [300, "token_not_yet_valid"],
    [-300, "token_expired"],
    [86_400, "token_not_yet_valid"],
    [-86_400, "token_expired"],
  ];
  for (const [seconds, code] of skews) {
    it(`by ${seconds} seconds: ${code ?? "signs in"}`, async () => {
      // workerd keeps the true time; the stand-in lives by this process's.
      const visitor = new Person(deployment.origin);
      mock.timers.setTime(Date.now() + seconds * 1000);
      const answer = await visitor.signIn(PERSON);
      if (code === undefined) return assertSignedIn(visitor, answer);
      await assertSentBack(answer, code);
      await assertNobody(visitor);
      mock.timers.reset();
      return assertSignedIn(visitor, await visitor.signIn(PERSON));
    });
  }
});
