/** The persons of FranceConnect and ProConnect in `fc-pivot/testing`: as the tables by hand have them, in a page and behind a Worker. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { agent, agents, citizen, citizens, failing, signedInAsAgent, signedInAsCitizen, signedOut } from "fc-pivot/testing";
import { agentCookie, citizenCookie } from "fc-pivot/testing/worker";
import { FcPivotError, fcPivot } from "fc-pivot/worker";
import { clientSecret, sessionKey } from "../../world/deployment/index.mjs";
import { QUIET } from "../../world/deployment/quiet.mjs";
import * as citizenTable from "../../world/persons/franceconnect.mjs";
import * as agentTable from "../../world/persons/proconnect.mjs";
import { persons as standinCitizens } from "../../world/standin/persons/franceconnect.mjs";
import { persons as standinAgents } from "../../world/standin/persons/proconnect.mjs";

const withoutOrder = ({ missing, ...who }) => ({ ...who, missing: [...missing].sort() });
const refused = (code, message = /./) => (error) => error instanceof FcPivotError && error.code === code && message.test(error.message);

const settingsOf = (preset, changes = {}) => ({
  FC_PRESET: preset, FC_ISSUER: "https://federation.example/api/v2", FC_CLIENT_ID: "a-service", FC_CLIENT_SECRET: clientSecret(),
  SESSION_KEYS: JSON.stringify([sessionKey()]), ...changes,
});

async function sessionBehind(settings, cookie) {
  const auth = fcPivot(QUIET);
  return auth.session(new Request("https://service.example/", { headers: { cookie } }), settings);
}

describe("citizens", () => {
  it("are the stand-in's, each as expected", () => {
    assert.deepEqual(citizens, standinCitizens.map(({ id, trait }) => ({ name: id, trait, level: "eidas1" })));
    for (const { name } of citizens) {
      const identity = citizen(name);
      const { issuer, sub } = identity;
      assert.deepEqual(withoutOrder(identity), withoutOrder(citizenTable.expectedIdentity(name, { issuer, sub, scope: citizenTable.SCOPE_WITH_IDP })));
    }
    assert.throws(() => citizen("state-agent"), RangeError);
  });

  it("are signed in on a page at eidas1", async () => {
    const session = await signedInAsCitizen("married-name", { amr: true, expiresIn: 60 }).session();
    assert.deepEqual([session.identity, session.assurance.acr, session.assurance.amr], [citizen("married-name"), "eidas1", ["fc", "pop", "mfa"]]);
    assert.equal((await signedInAsCitizen("married-name").session()).assurance.amr, undefined);
    assert.equal((await signedInAsCitizen({ ...citizen("married-name"), sub: "mine" }).session()).identity.sub, "mine");
  });

  for (const alg of ["ES256", "RS256"]) {
    it(`come with a session that the Worker opens, ${alg}`, async () => {
      const settings = settingsOf("franceconnect", { FC_SIGNING_ALG: alg, FC_SCOPE: citizenTable.SCOPE_WITH_IDP, FC_AMR: "on" });
      for (const { name } of citizens) {
        const { identity, assurance } = await sessionBehind(settings, await citizenCookie(settings, name));
        const { iss, aud, iat, exp, ...raw } = identity.raw;
        const { sub } = identity;
        const expected = citizenTable.expectedIdentity(name, { issuer: settings.FC_ISSUER, sub, scope: citizenTable.SCOPE_WITH_IDP });
        assert.deepEqual(withoutOrder({ ...identity, raw }), withoutOrder(expected));
        const { authTime, ...level } = assurance;
        assert.deepEqual(level, citizenTable.expectedAssurance(name, { amr: true }));
      }
    });
  }
});

describe("agents", () => {
  const LISTED = "eidas0-mfa eidas1 eidas1-mfa eidas2";

  it("are the stand-in's, each as expected", () => {
    assert.deepEqual(agents, standinAgents.map(({ id, trait, level }) => ({ name: id, trait, level })));
    for (const { name } of agents) {
      const { issuer } = agent(name);
      assert.deepEqual(withoutOrder(agent(name)), withoutOrder(agentTable.expectedAgent(name, { issuer, scope: agentTable.SCOPE })));
    }
    agent("state-agent").roles.push("changed");
    assert.ok(!agent("state-agent").roles.includes("changed"));
    assert.throws(() => agent("married-name"), RangeError);
  });

  it("are signed in on a page, and out in another tab", async () => {
    const signIn = signedInAsAgent("two-factors", { amr: true });
    const session = await signIn.session();
    assert.deepEqual([session.agent, session.identity, session.assurance.acr, session.assurance.amr], [agent("two-factors"), undefined, "eidas0-mfa", ["pwd", "otp", "mfa"]]);
    const seen = [];
    signIn.onChange((now) => seen.push(now));
    signIn.become(signedOut());
    assert.deepEqual(seen, [null]);
    await assert.rejects(failing("network_error", { at: "session" }).session(), refused("network_error"));
    assert.equal((await signedInAsAgent({ ...agent("state-agent"), sub: "mine" }, { acr: "eidas3" }).session()).assurance.acr, "eidas3");
  });

  it("N82 come with a session that the Worker opens, or with none below the list", async () => {
    const settings = settingsOf("proconnect", { FC_ACR: LISTED, FC_AMR: "on" });
    let none = 0;
    for (const { name } of agents) {
      const expected = agentTable.expectedAssurance(name, LISTED.split(" "), { amr: true });
      if (expected === undefined) {
        none += 1;
        await assert.rejects(agentCookie(settings, name), refused("acr_insufficient"));
        continue;
      }
      const { agent: opened, assurance } = await sessionBehind(settings, await agentCookie(settings, name));
      const { iss, aud, iat, exp, ...raw } = opened.raw;
      assert.deepEqual(withoutOrder({ ...opened, raw }), withoutOrder(agentTable.expectedAgent(name, { issuer: settings.FC_ISSUER, scope: agentTable.SCOPE })));
      const { authTime, ...level } = assurance;
      assert.deepEqual(level, expected);
    }
    assert.ok(none > 0);
    const raised = await sessionBehind(settings, await agentCookie(settings, "state-agent", { acr: "eidas1-mfa", sub: "row-7" }));
    assert.deepEqual([raised.agent.sub, raised.assurance.acr], ["row-7", "eidas1-mfa"]);
  });
});

describe("a test person", () => {
  it("is of the deployment's federation", async () => {
    await assert.rejects(agentCookie(settingsOf("franceconnect"), "state-agent"), refused("invalid_settings", /FC_PRESET: expected proconnect/));
    for (const preset of ["proconnect", "franceconnect-plus"]) {
      await assert.rejects(citizenCookie(settingsOf(preset), "married-name"), refused("invalid_settings", /FC_PRESET: expected franceconnect,/));
    }
  });

  it("signs in nowhere in production", async () => {
    const changes = { FC_ISSUER: undefined };
    for (const [cookie, preset, name] of [[citizenCookie, "franceconnect-production", "married-name"], [agentCookie, "proconnect-production", "state-agent"]]) {
      const settings = Object.fromEntries(Object.entries(settingsOf(preset, changes)).filter(([, value]) => value !== undefined));
      await assert.rejects(cookie(settings, name), refused("invalid_settings", /another than production/));
    }
  });
});
