/** `fc-pivot/node` on each server: a person signs in, is known, is asked for more, and signs out. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { fcPivotNode } from "fc-pivot/node";
import { SERVER_NAMES, serve } from "./servers.mjs";

const codeOf = async (answer) => [answer.status, (await answer.json()).error.code];

for (const name of SERVER_NAMES) {
  describe(`fc-pivot/node on ${name}`, () => {
    let site;
    before(async () => {
      site = await serve(name, { options: { errorPath: "/sorry" } });
    });
    after(() => site.stop());

    it("answers our routes, and leaves others alone", async () => {
      const person = site.newPerson();
      assert.equal(await (await person.fetch("/open")).text(), "stranger ");
      assert.equal((await person.fetch("/nowhere")).status, 404);
      assert.equal((await person.fetch("/authentic")).status, 404);
      assert.deepEqual(await codeOf(await person.fetch("/auth/session")), [401, "no_session"]);
      assert.deepEqual(await codeOf(await person.fetch("/auth/nowhere")), [404, "not_found"]);
      const keys = await person.fetch("/auth/jwks.json");
      assert.deepEqual([keys.status, (await keys.json()).keys.length], [200, 1]);
    });

    it("a person is signed in, known by routes and pages, and signed out", async () => {
      const person = site.newPerson();
      assert.deepEqual(await codeOf(await person.fetch("/me")), [401, "no_session"]);
      const callback = await person.signIn("married-name", "?return_to=/me");
      assert.deepEqual([callback.status, callback.headers.get("location")], [303, "/me"]);
      assert.equal(await (await person.fetch("/me")).text(), "KERVOALEN ");
      assert.equal((await person.session()).status, 200);
      const head = await person.fetch("/auth/session", { method: "HEAD" });
      assert.deepEqual([head.status, await head.text()], [200, ""]);
      const back = await person.signOut();
      assert.equal(`${back.origin}${back.pathname}`, `${site.origin}/auth/logged-out`);
      const done = await person.fetch(back.href);
      assert.deepEqual([done.status, done.headers.get("location")], [303, "/"]);
      assert.deepEqual(await codeOf(await person.fetch("/me")), [401, "no_session"]);
    });

    it("a higher level is asked for, by an error or by a sign-in at that level", async () => {
      const person = site.newPerson();
      await person.signIn("corsica-south");
      assert.equal((await person.fetch("/me")).status, 200);
      assert.deepEqual(await codeOf(await person.fetch("/high")), [403, "acr_insufficient"]);
      const sent = await person.navigate("/high?a=b");
      assert.deepEqual(sent, { status: 303, location: "/auth/login?return_to=%2Fhigh%3Fa%3Db&acr=eidas3" });
      const { location } = await person.navigate(sent.location);
      assert.equal(new URL(location).searchParams.get("acr_values"), "eidas3");
      const callback = await person.atProvider(location, "married-name");
      assert.equal((await person.navigate(callback)).location, "/high?a=b");
      assert.equal(await (await person.fetch("/high")).text(), "KERVOALEN ");
    });

    it("a failure leads to the error page, which is served without a session, and nothing else is", async () => {
      const person = site.newPerson();
      const failed = await person.navigate("/auth/callback?error=access_denied&state=unknown");
      assert.deepEqual([failed.status, failed.location.split("?")[0]], [303, "/sorry"]);
      assert.match(failed.location, /auth_error=state_unknown/);
      const page = await person.fetch("/sorry?auth_error=state_unknown");
      assert.deepEqual([page.status, await page.text()], [200, "stranger "]);
      assert.deepEqual(await codeOf(await person.fetch("/me?/sorry")), [401, "no_session"]);
    });

    it("a form of a person's arrives with its body", async () => {
      const person = site.newPerson();
      const send = () => person.fetch("/form", { method: "POST", body: "x".repeat(300_000), headers: { "content-type": "text/plain" } });
      assert.deepEqual(await codeOf(await send()), [401, "no_session"]);
      await person.signIn("married-name");
      const answer = await send();
      assert.deepEqual([answer.status, await answer.text()], [200, `KERVOALEN ${"x".repeat(300_000)}`]);
    });
  });

  describe(`a session that is renewed, on ${name}`, () => {
    let site;
    before(async () => {
      site = await serve(name, { settings: { SESSION_RENEWAL: "sliding", SESSION_TTL: "60", SESSION_MAX: "3600" } });
    });
    after(() => site.stop());

    it("hands its cookies on with the page, beside the page's own", async (t) => {
      t.mock.timers.enable({ apis: ["Date"], now: Date.now() });
      const person = site.newPerson();
      await person.signIn("married-name");
      t.mock.timers.tick(40_000);
      const page = await person.fetch("/me");
      assert.equal(await page.text(), "KERVOALEN ");
      const names = page.headers.getSetCookie().map((line) => line.split("=")[0]);
      assert.ok(names.includes("own"), `${names}`);
      assert.ok(names.some((each) => each.startsWith("__Host-fc-session-")), `${names}`);
      // Beyond the first session's end.
      t.mock.timers.tick(50_000);
      assert.equal((await person.fetch("/me")).status, 200);
    });
  });
}

describe("options of fcPivotNode", () => {
  it("are checked when it is made, and a demand when its middleware is made", () => {
    for (const options of [{}, { environment: undefined, prefix: "/fc" }, { errorPath: "/error" }]) {
      assert.equal(typeof fcPivotNode(options).routes(), "function");
    }
    for (const options of [{ prefx: "/canary" }, { prefix: "auth" }, { errorPath: "error" }]) {
      assert.throws(() => fcPivotNode(options), { code: "invalid_settings" });
    }
    const { requireSession } = fcPivotNode();
    assert.equal(typeof requireSession({ acr: "eidas3" }), "function");
    for (const demand of [{ arc: "eidas3" }, { acr: 3 }, { acr: "" }]) assert.throws(() => requireSession(demand), { code: "invalid_settings" });
  });

  it("a setting that is missing is named", async () => {
    const site = await serve("node:http", { settings: { FC_CLIENT_ID: undefined } });
    try {
      for (const path of ["/auth/session", "/me"]) {
        const answer = await fetch(`${site.origin}${path}`);
        const { error } = await answer.json();
        assert.deepEqual([answer.status, error.code], [500, "invalid_settings"]);
        assert.match(error.message, /FC_CLIENT_ID: expected/);
      }
    } finally {
      await site.stop();
    }
  });
});
