/** `GET /auth/session?labels=fr`: the Worker describes the person of its own session, where the application gave it the labels. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import * as labels from "fc-pivot/labels";
import { fcPivot } from "fc-pivot/worker";
import { personAt } from "../../world/deployment/person.mjs";
import { QUIET } from "../../world/deployment/quiet.mjs";
import { ORIGIN, registeredWith } from "../../world/deployment/registered.mjs";

let registered;
before(async () => { registered = await registeredWith(); });
after(() => registered.stop());

/** What the session's route answers somebody who signed in, or nobody. */
async function answers(options, id) {
  const auth = fcPivot({ ...QUIET, ...options });
  const person = personAt(auth, registered.settings, ORIGIN);
  if (id !== undefined) await person.signIn(id);
  return async (query) => {
    const request = new Request(`${ORIGIN}/auth/session${query}`, { headers: { cookie: person.cookieHeader() } });
    const answer = await auth.handle(request, registered.settings);
    return { status: answer.status, body: await answer.json() };
  };
}

describe("the session's route with the labels", () => {
  it("describes the person in the language that is asked for", async () => {
    const ask = await answers({ labels }, "married-name");
    const { description, ...session } = (await ask("?labels=fr")).body;
    assert.deepEqual(description, {
      fullName: "KERVOALEN (nom d’usage\u00a0: VASSEUR-MORIN) Solène Capucine", birthdate: "23 mai 1987", birthplace: "Brest (Finistère)",
      source: "INSEE, COG 2026, Licence Ouverte 2.0",
    });
    assert.equal((await ask("?labels=en")).body.description.birthdate, "23 May 1987");
    // The twin: the session as it is without.
    assert.deepEqual(await ask(""), { status: 200, body: session });
  });

  it("names a country of birth", async () => {
    const ask = await answers({ labels }, "born-abroad");
    assert.equal((await ask("?labels=en")).body.description.birthplace, "Morocco");
  });

  it("refuses a language that it does not have", async () => {
    const ask = await answers({ labels }, "married-name");
    for (const query of ["?labels=de", "?labels=", "?labels"]) {
      const { status, body } = await ask(query);
      assert.deepEqual([status, body.error.code], [400, "request_malformed"], query);
      assert.match(body.error.message, /labels: expected fr or en, of a service with the option labels$/);
    }
  });

  it("describes nobody where nobody is signed in", async () => {
    const ask = await answers({ labels });
    assert.deepEqual((await ask("?labels=fr")).body.error.code, "no_session");
  });

  it("opens the labels once, when they are first asked for, and again after a failure", async () => {
    let opened = 0;
    const openLabels = async () => {
      opened += 1;
      if (opened === 1) throw new Error("not yet");
      return labels.openLabels();
    };
    const ask = await answers({ labels: { ...labels, openLabels } }, "married-name");
    await ask("");
    assert.equal(opened, 0);
    const failed = await ask("?labels=fr");
    assert.deepEqual([failed.status, failed.body.error.code], [500, "internal"]);
    for (const _ of [1, 2, 3]) assert.equal((await ask("?labels=fr")).status, 200);
    assert.equal(opened, 2);
  });
});

describe("the session's route without the labels", () => {
  it("says which option is missing", async () => {
    const ask = await answers({}, "married-name");
    const { status, body } = await ask("?labels=fr");
    assert.deepEqual([status, body.error.code], [400, "request_malformed"]);
    assert.match(body.error.message, /labels: expected fr or en, of a service with the option labels$/);
    assert.equal((await ask("")).status, 200);
  });

  it("takes no other option for them", () => {
    const refused = (error) => error.code === "invalid_settings" && /option labels/.test(error.message);
    for (const wrong of ["fr", true, null, {}, labels.openLabels]) assert.throws(() => fcPivot({ ...QUIET, labels: wrong }), refused, String(wrong));
    fcPivot({ ...QUIET, labels });
  });
});
