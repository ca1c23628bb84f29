/** Events and counters: every step tells how it went, and nothing of whom it was about. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { fcPivot } from "fc-pivot/worker";
import { CLIENT_ID } from "../deployment/index.mjs";
import { personAt } from "../deployment/person.mjs";
import { subjectOf } from "../standin/index.mjs";
import { ORIGIN, registeredWith } from "./registered.mjs";

describe("watching it run", () => {
  let registered;
  before(async () => {
    registered = await registeredWith("RSA-OAEP");
  });
  after(() => registered.stop());

  function watched(options = {}) {
    const events = [];
    const auth = fcPivot({ onEvent: (event) => events.push(event), ...options });
    const person = personAt(auth, registered.settings, ORIGIN);
    return { auth, events, person };
  }

  it("tells each step of a sign-in, the steps of one request under one name", async () => {
    const { auth, events, person } = watched();
    await person.signIn("married-name");
    await person.session();
    const steps = ["login", "discovery", "token", "id_token", "userinfo", "session_open", "callback", "session"];
    assert.deepEqual(events.map(({ step }) => step), steps);
    assert.ok(events.every(({ outcome, duration }) => outcome === "ok" && duration >= 0));
    const [login, ...others] = events.map(({ request }) => request);
    const callback = others.slice(0, 6);
    assert.equal(new Set(callback).size, 1);
    assert.notEqual(login, callback[0]);
    assert.deepEqual(auth.counters(), Object.fromEntries(steps.map((step) => [`${step}:ok`, 1])));
  });

  it("tells the code of a step that failed", async () => {
    const { auth, events, person } = watched();
    await person.signIn("level-eidas1");
    assert.deepEqual(
      events.filter(({ outcome }) => outcome !== "ok").map(({ step, outcome }) => [step, outcome]),
      [["id_token", "acr_insufficient"], ["callback", "acr_insufficient"]],
    );
    assert.equal(auth.counters()["callback:acr_insufficient"], 1);
    await person.session();
    assert.equal(auth.counters()["session:no_session"], 1);
  });

  it("takes the ray for the name of a request where there is one", async () => {
    const { auth, events } = watched();
    await auth.handle(new Request(`${ORIGIN}/auth/session`, { headers: { "cf-ray": "8e-CDG" } }), registered.settings);
    assert.equal(events[0].request, "8e-CDG");
  });

  it("N70: tells nothing of the person, the tokens or the secrets", async () => {
    const { events, person } = watched();
    const callback = await person.goToProvider("married-name");
    await person.fetch(callback.href);
    const told = JSON.stringify(events);
    const secrets = [callback.searchParams.get("code"), callback.searchParams.get("state"), registered.settings.FC_CLIENT_SECRET];
    for (const hidden of [...secrets, subjectOf(CLIENT_ID, "married-name"), "KERVOALEN", "eyJ"]) assert.ok(!told.includes(hidden));
    for (const event of events) assert.deepEqual(Object.keys(event), ["step", "request", "duration", "outcome"]);
  });

  it("goes on where the hook throws", async () => {
    const { person } = watched({ onEvent: () => { throw new Error("the deployer's own"); } });
    assert.equal((await person.signIn("married-name")).headers.get("location"), "/");
  });

  it("logs a line of JSON for each step by default, and none for a session that is read", async (t) => {
    const log = t.mock.method(console, "log", () => {});
    const { person } = watched({ onEvent: undefined });
    await person.signIn("married-name");
    await person.session();
    const lines = log.mock.calls.map(({ arguments: [line] }) => JSON.parse(line));
    assert.ok(lines.length === 7 && lines.every(({ source }) => source === "fc-pivot"));
  });
});
