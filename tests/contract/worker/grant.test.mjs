/**
 * The thirty seconds that FranceConnect+ gives a whole sign-in. The handler of `fc-pivot/worker` runs in this process: the tests put its clock
 * forward while an answer is under way.
 */
import assert from "node:assert/strict";
import { once } from "node:events";
import { describe, it } from "node:test";
import { fcPivot } from "fc-pivot/worker";
import { CLIENT_ID, freePort } from "../../world/deployment/index.mjs";
import { QUIET } from "../../world/deployment/quiet.mjs";
import { DEFAULT_SCOPE } from "../../world/persons/identities.mjs";
import { unanswered } from "../../world/sign-ins/faults.mjs";
import { signIn } from "../../world/standin/index.mjs";
import { assertError, assertNobody, assertSentBack, assertSignedIn } from "../../world/sign-ins/assertions.mjs";
import { handlerStage } from "./handler-stage.mjs";

const PERSON = "married-name";
const port = await freePort();
const page = `http://localhost:${port}/connexion`;

const deployment = handlerStage({ ports: { worker: port }, client: { redirect_uris: [`http://localhost:${port}/auth/callback`, page] } });
const { pass, personAtNewHandler, wrongs } = deployment;

/** An answer that leaves the provider in time, and is `seconds` on its way. */
const underWay = (seconds) => (answer) => {
  pass(seconds);
  return answer;
};

/** A person at a handler that knows discovery and keys already. */
async function personAtHandler(settings = {}) {
  const person = personAtNewHandler(settings);
  await assertSignedIn(person, await person.signIn(PERSON));
  await person.fetch("/auth/logout", { method: "POST", headers: { origin: person.origin } });
  return person;
}
async function timed(request) {
  const start = performance.now();
  const answer = await request;
  return { answer, seconds: (performance.now() - start) / 1000 };
}

describe("a sign-in has thirty seconds in all", () => {
  it("with 25 of them gone on the code, userinfo is asked for, and the person is signed in", async () => {
    const person = await personAtHandler();
    const callback = await person.goToProvider(PERSON);
    wrongs.answer = { token: underWay(25) };
    await assertSignedIn(person, await person.fetch(callback));
  });

  it("userinfo is not asked for once the thirty seconds are over: grant_expired, and the next sign-in succeeds", async () => {
    const person = await personAtHandler();
    const callback = await person.goToProvider(PERSON);
    const asked = deployment.requestsTo("/userinfo");
    wrongs.answer = { token: underWay(31) };
    await assertSentBack(await person.fetch(callback), "grant_expired");
    assert.equal(deployment.requestsTo("/userinfo"), asked);
    await assertNobody(person);
    delete wrongs.answer;
    await assertSignedIn(person, await person.signIn(PERSON));
  });

  it("a provider that says so itself (401 invalid_token) says the same", async () => {
    const person = await personAtHandler();
    const callback = await person.goToProvider(PERSON);
    const body = '{"error":"invalid_token","error_description":"invalid token provided (access token is not found)"}';
    wrongs.answer = { userinfo: () => ({ status: 401, headers: { "content-type": "application/json" }, body }) };
    await assertSentBack(await person.fetch(callback), "grant_expired");
    await assertNobody(person);
  });

  for (const FC_TIMEOUT of [undefined, "60000"]) {
    it(`the last answer has what is left of them, whatever FC_TIMEOUT (${FC_TIMEOUT ?? "unset"})`, async () => {
      const person = await personAtHandler(FC_TIMEOUT === undefined ? {} : { FC_TIMEOUT });
      const callback = await person.goToProvider(PERSON);
      wrongs.answer = { token: underWay(29), userinfo: unanswered };
      const { answer, seconds } = await timed(person.fetch(callback));
      await assertSentBack(answer, "grant_expired");
      assert.ok(seconds > 0.5 && seconds < 4, `${seconds} seconds`);
    });
  }

  it("an answer that is late while there is time left is provider_timeout", async () => {
    const person = await personAtHandler({ FC_TIMEOUT: "500" });
    const callback = await person.goToProvider(PERSON);
    wrongs.answer = { userinfo: unanswered };
    await assertSentBack(await person.fetch(callback), "provider_timeout");
  });

  it("the keys are fetched while the code is exchanged, not after", async () => {
    const person = personAtNewHandler();
    const callback = await person.goToProvider(PERSON);
    const asked = new EventTarget();
    const keysAsked = once(asked, "keys");
    wrongs.answer = {
      jwks: (answer) => {
        asked.dispatchEvent(new Event("keys"));
        return answer;
      },
      token: async (answer) => {
        await keysAsked;
        return answer;
      },
    };
    await assertSignedIn(person, await person.fetch(callback));
  });

  it("keys that take longer than what is left end the sign-in too", async () => {
    const person = personAtNewHandler();
    const callback = await person.goToProvider(PERSON);
    wrongs.answer = { jwks: unanswered, token: underWay(29) };
    const { answer, seconds } = await timed(person.fetch(callback));
    await assertSentBack(answer, "grant_expired");
    assert.ok(seconds < 4, `${seconds} seconds`);
  });
});

describe("the exchange for a page has the same thirty seconds", () => {
  async function exchanged(wrong) {
    const [state, nonce] = ["ab".repeat(32), "cd".repeat(32)];
    const parameters = { response_type: "code", client_id: CLIENT_ID, redirect_uri: page, scope: DEFAULT_SCOPE, state, nonce, acr_values: "eidas2" };
    const callback = await signIn(new URL(`${deployment.standin.issuer}/authorize?${new URLSearchParams(parameters)}`), PERSON);
    wrongs.answer = wrong;
    const body = JSON.stringify({ code: callback.searchParams.get("code"), redirect_uri: page, nonce });
    const headers = { origin: deployment.origin, "content-type": "application/json" };
    return fcPivot(QUIET).handle(new Request(`${deployment.origin}/auth/exchange`, { method: "POST", headers, body }), deployment.settings);
  }

  it("25 gone on the code: the tokens are handed on; 31: grant_expired", async () => {
    assert.equal((await exchanged({ token: underWay(25) })).status, 200);
    await assertError(await exchanged({ token: underWay(31) }), 400, "grant_expired");
  });
});
