/** The middleware for Hono, with the real Hono. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Hono } from "hono";
import { fcPivotHono } from "fc-pivot/hono";
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

  it("takes its settings from its options where the context has none", async () => {
    const person = personOf(application({ environment: registered.settings }), undefined);
    await person.signIn("married-name");
    assert.equal((await person.fetch("/me")).status, 200);
  });
});
