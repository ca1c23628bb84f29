/** The demo page with three ways in: each federation's button leads there, and the page shows whom it vouches for, until she signs out. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { deployThreeWays } from "../../../world/deployment/three-ways.mjs";
import { stage } from "../../../world/browsers/stage.mjs";
import { cancel, goToProvider, hook, open, sessionOf, signIn, signOut } from "../../../world/browsers/visitor.mjs";
import { objections } from "../../../world/browsers/axe.mjs";

const fields = (tab, section) =>
  tab.locator(`${section} [data-field]`).evaluateAll((spans) => Object.fromEntries(spans.map((span) => [span.dataset.field, span.textContent])));

const AGENT = {
  name: "Maëlys FERRANDON", email: "maelys.ferrandon@ministere.example", organizationLabel: "MINISTERE DES ESSAIS", siret: "98000001200016",
};
const WORDS = { fr: "agent public, agent de l’État", en: "public agent, agent of the State" };

/** Where an application behind the gateway would be. */
const ELSEWHERE = "http://localhost:9/";

describe("the demo page with three federations", () => {
  const demo = stage({ deploy: deployThreeWays, settings: { BEHIND_THE_GATEWAY: ELSEWHERE } });

  it("has a button for each", async (t) => {
    const { tab } = await demo.profile(t);
    await open(tab, demo.origin);
    const buttons = await tab.locator(hook("sign-in")).evaluateAll((all) => all.map((button) => [button.dataset.federation, button.textContent]));
    assert.deepEqual(buttons, [
      ["franceconnect-plus", "S’identifier avec FranceConnect"],
      ["franceconnect", "S’identifier avec FranceConnect"],
      ["proconnect", "S’identifier avec ProConnect"],
    ]);
  });

  it("leads to the application behind the gateway", async (t) => {
    const { tab } = await demo.profile(t);
    await open(tab, demo.origin);
    assert.equal(await tab.locator(hook("behind-the-gateway")).getAttribute("href"), ELSEWHERE);
  });

  for (const [language, roles] of Object.entries(WORDS)) {
    it(`shows an agent whom ProConnect vouches for, in ${language}, and signs her out there`, async (t) => {
      const { tab } = await demo.profile(t);
      await open(tab, demo.origin, `/?lang=${language}`);
      await signIn(tab, "state-agent", "proconnect");
      assert.equal(new URL(tab.url()).origin, demo.origin);
      assert.deepEqual(await fields(tab, hook("agent")), { ...AGENT, roles });
      assert.equal(await tab.locator(hook("person-name")).textContent(), AGENT.name);
      const { status, body } = await sessionOf(tab, "/proconnect");
      assert.deepEqual([status, body.agent.usualName, body.identity], [200, "FERRANDON", undefined]);
      assert.equal((await sessionOf(tab)).status, 401);

      const passed = [];
      tab.on("request", (request) => { if (request.isNavigationRequest()) passed.push(new URL(request.url())); });
      await signOut(tab);
      assert.deepEqual([passed[0].pathname, passed[1].origin], ["/proconnect/logout", demo.standins.proconnect.origin]);
      assert.deepEqual([(await sessionOf(tab, "/proconnect")).status, tab.url()], [401, `${demo.origin}/`]);
    });
  }

  it("shows a citizen whom FranceConnect vouches for, and leads to FranceConnect+ where more is needed", async (t) => {
    const { tab } = await demo.profile(t);
    await open(tab, demo.origin);
    await signIn(tab, "married-name", "franceconnect");
    assert.equal((await fields(tab, hook("identity"))).birthplace, "Brest (Finistère)");
    assert.equal((await fields(tab, ".panel")).acr, "Faible (eidas1)");
    assert.match(await tab.locator(".procedures").textContent(), /Niveau substantiel requis.*Niveau élevé requis/);
    assert.match(await tab.locator("main").textContent(), /l’identité que FranceConnect nous a transmise/);

    await tab.locator(hook("raise-level")).click();
    await tab.locator('[data-person="married-name"]').click();
    await tab.getByText("Élevé (eidas3)").waitFor();
    assert.match(await tab.locator("main").textContent(), /l’identité que FranceConnect\+ nous a transmise/);
  });

  it("says why one of them did not vouch for anybody", async (t) => {
    const { tab } = await demo.profile(t);
    await open(tab, demo.origin);
    await goToProvider(tab, "proconnect");
    await cancel(tab);
    assert.equal(await tab.locator(hook("alert")).getAttribute("data-code"), "access_denied");
    assert.equal((await sessionOf(tab, "/proconnect")).status, 401);
  });

  for (const colorScheme of ["light", "dark"]) {
    it(`gives axe nothing to object to, ${colorScheme}`, async (t) => {
      const { tab } = await demo.profile(t, { colorScheme });
      await open(tab, demo.origin);
      assert.deepEqual(await objections(tab), []);
      await signIn(tab, "state-agent", "proconnect");
      assert.deepEqual(await objections(tab), []);
    });
  }
});
