/** worker/ways.mjs: one Worker, in workerd and in Node, as a deployment for each federation that has settings. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { waysIn } from "../../../worker/ways.mjs";
import { startNodeWorker, startWorker } from "../../world/deployment/index.mjs";
import { Person } from "../../world/deployment/person.mjs";
import { deployThreeWays } from "../../world/deployment/three-ways.mjs";

const SECRETS = { FC_CLIENT_ID: "plus", FC_CLIENT_SECRET: "of plus", SESSION_KEYS: "shared" };

describe("the ways in", () => {
  const shown = (environment) => waysIn(environment).map(({ prefix, federation, environment: { SESSION_STORE, ...settings } }) => ({ prefix, federation, settings }));

  it("are one without further settings", () => {
    assert.deepEqual(shown(SECRETS), [
      { prefix: "/auth", federation: "franceconnect-plus", settings: { FC_PRESET: "franceconnect-plus", ...SECRETS } },
    ]);
  });

  it("have each its own settings, and share what is the service's", () => {
    const shared = { SESSION_KEYS: "shared", FC_PUBLIC_ORIGIN: "https://service.example", FC_TIMEOUT: "5000" };
    const ways = shown({
      ...SECRETS, ...shared, FC_PRESET: "franceconnect-plus-production", FC_DECRYPTION_KEYS: "of plus",
      FRANCECONNECT_FC_CLIENT_ID: "plain", PROCONNECT_FC_CLIENT_ID: "agents", PROCONNECT_FC_PRESET: "proconnect-integration",
    });
    assert.deepEqual(ways.map(({ prefix, federation }) => [prefix, federation]), [
      ["/auth", "franceconnect-plus"], ["/franceconnect", "franceconnect"], ["/proconnect", "proconnect"],
    ]);
    assert.deepEqual(ways[1].settings, { FC_PRESET: "franceconnect", FC_CLIENT_ID: "plain", ...shared });
    assert.deepEqual(ways[2].settings, { FC_PRESET: "proconnect-integration", FC_CLIENT_ID: "agents", ...shared });
  });

  it("are not there where the client's setting is empty", () => {
    assert.equal(waysIn({ ...SECRETS, PROCONNECT_FC_CLIENT_ID: "" }).length, 1);
  });
});

for (const [runtime, start] of Object.entries({ workerd: startWorker, Node: startNodeWorker })) {
  describe(`the Worker with three ways in, in ${runtime}`, () => {
    it("opens a session by each, which is none for the others", async (t) => {
      const { origin, stop } = await deployThreeWays({ start });
      t.after(stop);
      const { ways: listed, behindTheGateway } = await (await fetch(`${origin}/api/ways`)).json();
      assert.equal(behindTheGateway, null);
      assert.deepEqual(listed.map(({ prefix }) => prefix), ["/auth", "/franceconnect", "/proconnect"]);
      for (const [prefix, id, name] of [["/franceconnect", "married-name", "KERVOALEN"], ["/proconnect", "state-agent", "FERRANDON"]]) {
        const person = new Person(origin);
        const login = await person.fetch(`${prefix}/login`);
        const callback = await person.atProvider(login.headers.get("location"), id);
        assert.equal((await person.fetch(callback.href)).headers.get("location"), "/");
        const { identity, agent } = await (await person.fetch(`${prefix}/session`)).json();
        assert.equal(identity?.birthName ?? agent.usualName, name);
        for (const { prefix: other } of listed.filter((way) => way.prefix !== prefix)) {
          const answer = await person.fetch(`${other}/session`);
          assert.deepEqual([answer.status, (await answer.json()).error.code], [401, "no_session"]);
        }
      }
    });

    it("does not start where a further way's setting is malformed, and says whose it is", async () => {
      await assert.rejects(deployThreeWays({ start, settings: { PROCONNECT_FC_ACR: "not a level\n" } }), (thrown) => {
        assert.match(thrown.message, /\/proconnect, whose settings begin with PROCONNECT_: .*FC_ACR/);
        assert.doesNotMatch(thrown.message, /not a level/);
        return true;
      });
    });
  });
}
