/** The middleware for Hono, with the real Hono. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Hono } from "hono";
import { fcPivotHono } from "fc-pivot/hono";
import { agent } from "fc-pivot/testing";
import { agentCookie } from "fc-pivot/testing/worker";
import { clientSecret, sessionKey } from "../../world/deployment/index.mjs";
import { Person } from "../../world/deployment/person.mjs";
import { QUIET } from "../../world/deployment/quiet.mjs";
import { ORIGIN, registeredWith } from "../../world/deployment/registered.mjs";

describe("fc-pivot/hono", () => {
  let registered;
  before(async () => {
    registered = await registeredWith();
  });
  after(() => registered.stop());

  function application(options = {}) {
    const { routes, requireSession } = fcPivotHono({ ...QUIET, ...options });
    const app = new Hono();
    app.use(routes());
    app.get("/open", (context) => context.text("open"));
    app.get("/me", requireSession(), (context) => context.json({ name: context.var.session.identity.birthName }));
    app.get("/high", requireSession({ acr: "eidas3" }), (context) => context.json(context.var.session.assurance.acr));
    return app;
  }

  const personOf = (app, environment) => new Person(ORIGIN, (url, init) => app.fetch(new Request(url, init), environment));

  it("answers our routes, and leaves others alone", async () => {
    const person = personOf(application(), registered.settings);
    assert.equal(await (await person.fetch("/open")).text(), "open");
    assert.equal((await person.fetch("/nowhere")).status, 404);
    const { status, body } = await person.session();
    assert.deepEqual([status, body.error.code], [401, "no_session"]);
  });

  it("gives the session to those who are signed in, at the level that is demanded", async () => {
    const person = personOf(application(), registered.settings);
    const refused = await person.fetch("/me");
    assert.deepEqual([refused.status, (await refused.json()).error.code], [401, "no_session"]);
    await person.signIn("corsica-south");
    assert.equal((await person.fetch("/me")).status, 200);
    const below = await person.fetch("/high");
    assert.deepEqual([below.status, (await below.json()).error.code], [403, "acr_insufficient"]);
    await person.signIn("married-name");
    assert.deepEqual(await (await person.fetch("/me")).json(), { name: "KERVOALEN" });
    assert.equal(await (await person.fetch("/high")).json(), "eidas3");
  });

  it("gives an agent's session, with ProConnect", async () => {
    const settings = {
      FC_PRESET: "proconnect", FC_ISSUER: "https://federation.example/api/v2", FC_CLIENT_ID: "desk", FC_CLIENT_SECRET: clientSecret(),
      FC_ACR: "eidas1-mfa eidas2", SESSION_KEYS: JSON.stringify([sessionKey()]),
    };
    const { requireSession } = fcPivotHono({ ...QUIET, environment: settings });
    const app = new Hono().get("/desk", requireSession(), (context) => context.json(context.var.session.agent.siret));
    const answer = await app.request("/desk", { headers: { cookie: await agentCookie(settings, "state-agent") } });
    assert.equal(await answer.json(), agent("state-agent").siret);
    assert.equal((await app.request("/desk")).status, 401);
  });

  it("takes its settings from its options where the context has none", async () => {
    const person = personOf(application({ environment: registered.settings }), undefined);
    await person.signIn("married-name");
    assert.equal((await person.fetch("/me")).status, 200);
  });
});
