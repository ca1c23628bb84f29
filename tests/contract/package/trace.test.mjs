/** Events and counters: every step says how it ended, and nothing of the person. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { fcPivot } from "fc-pivot/worker";
import { CLIENT_ID } from "../../world/deployment/index.mjs";
import { personAt } from "../../world/deployment/person.mjs";
import { subjectOf } from "../../world/standin/index.mjs";
import { ORIGIN, registeredWith } from "../../world/deployment/registered.mjs";

describe("events of a running Worker", () => {
  let registered;
  before(async () => {
    registered = await registeredWith("RSA-OAEP");
    registered.wrongs.lowLevels = true;
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

  it("tells where it failed: the claim, the field of discovery, the setting; never what was received", async () => {
    const { FC_CLIENT_SECRET, ...rest } = registered.settings;
    const failures = (events) => events.filter(({ outcome }) => outcome !== "ok").map(({ step, outcome, detail }) => [step, outcome, detail]);
    const spoilt = (settings, fetch) => {
      const { auth, events } = watched({ fetch });
      return { events, auth, person: personAt(auth, settings, ORIGIN) };
    };

    const claim = spoilt(registered.settings, fetch);
    registered.wrongs.idToken = ({ header, claims, sign }) => sign(header, { ...claims, auth_time: "canary" });
    await claim.person.signIn("married-name");
    delete registered.wrongs.idToken;
    assert.deepEqual(failures(claim.events), ["id_token", "callback"].map((step) => [step, "claim_malformed", "auth_time"]));

    const document = spoilt(registered.settings, async (...request) => {
      const answer = await (await fetch(...request)).json();
      return Response.json({ ...answer, id_token_signing_alg_values_supported: ["canary"] });
    });
    await document.person.fetch("/auth/login");
    assert.deepEqual(failures(document.events), [["login", "discovery_unsupported", "id_token_signing_alg_values_supported: no ES256, the default of FC_SIGNING_ALG"]]);

    const setting = spoilt({ ...rest, FC_CLIENT_SECRET: "canary" }, fetch);
    await setting.person.fetch("/auth/login");
    const [[step, outcome, detail], ...others] = failures(setting.events);
    assert.deepEqual([step, outcome, others], ["settings", "invalid_settings", []]);
    assert.match(detail, /^FC_CLIENT_SECRET: expected /);
    assert.equal(setting.events[0].request, "");
    await assert.rejects(setting.auth.check({ ...rest, FC_CLIENT_SECRET: "canary" }), { detail, code: "invalid_settings" });

    for (const { events } of [claim, document, setting]) assert.ok(!JSON.stringify(events).includes("canary"));
  });

  it("names, once, each setting that is valid and has no effect", async () => {
    const { auth, events } = watched();
    const settings = { ...registered.settings, SESSION_MAX: "7200" };
    await auth.check(settings);
    await auth.check(settings);
    assert.deepEqual(events.map(({ step, outcome }) => [step, outcome]), [["settings", "ok"]]);
    assert.match(events[0].detail, /^SESSION_MAX: not used/);
    await auth.check({ ...settings, SESSION_RENEWAL: "sliding" });
    assert.equal(events.length, 1);
  });

  it("says that FranceConnect+ takes no localhost, for its real environments only", async () => {
    const real = "https://auth.integ01.dev-franceconnect.fr/api/v2";
    /** The stand-in's document as the real environment's. */
    const discovery = async (url, init) => {
      const text = await (await fetch(url.replace(real, registered.standin.issuer), init)).text();
      return new Response(text.replaceAll(registered.standin.issuer, real), { headers: { "content-type": "application/json" } });
    };
    async function remarkOn(origin, settings, reach = { fetch: discovery }) {
      const { auth, events } = watched(reach);
      const login = await auth.handle(new Request(`${origin}/auth/login`), settings);
      assert.ok(login.headers.get("location").includes("/authorize?"));
      const told = events.filter(({ step }) => step === "login");
      assert.equal(told.length, 1);
      return told[0].detail;
    }
    for (const FC_PRESET of ["franceconnect-plus", "franceconnect-plus-integration"]) {
      const settings = { ...registered.settings, FC_PRESET, FC_ISSUER: real };
      assert.match(await remarkOn("http://localhost:8787", settings), /no localhost/);
      assert.match(await remarkOn("https://service", settings), /whose host has a dot/);
      assert.equal(await remarkOn("https://service.example", settings), undefined);
    }
    assert.equal(await remarkOn("http://localhost:8787", registered.settings, {}), undefined);
  });

  it("takes Cloudflare's ray for the name of a request where there is one", async () => {
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
