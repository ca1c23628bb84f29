/** Our props in the FranceConnect buttons of `@codegouvfr/react-dsfr` and `@gouvminint/vue-dsfr`. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import vue from "@vitejs/plugin-vue";
import { stage } from "../../world/browsers/stage.mjs";
import { bundled } from "./bundle.mjs";

const LOGIN = ["/auth/login", ["return_to", "/account"], ["acr", "eidas3"]];

describe("the DSFR's component libraries", () => {
  const page = bundled(fileURLToPath(new URL("dsfr/", import.meta.url)), { plugins: [vue()] });
  const deployment = stage({ page });

  async function open(t) {
    const { context, tab } = await deployment.profile(t);
    await tab.goto(deployment.origin);
    await tab.locator("#vue button").waitFor();
    return { context, tab };
  }

  for (const [name, selector] of [
    ["react-dsfr's link", "#link a.fr-connect"],
    ["react-dsfr's button", "#button button.fr-connect"],
    ["vue-dsfr's button", "#vue button.fr-connect.fr-connect--plus"],
  ]) {
    it(`${name} starts the login, also inside a form`, async (t) => {
      const { tab } = await open(t);
      const navigations = [];
      tab.on("request", (request) => { if (request.isNavigationRequest()) navigations.push(new URL(request.url())); });
      await tab.locator(selector).click();
      await tab.locator('[data-acr="eidas3"]').waitFor();
      assert.deepEqual([navigations[0].pathname, ...navigations[0].searchParams], LOGIN);
    });
  }

  it("react-dsfr's ProConnect button starts the login at its own deployment", async (t) => {
    const { tab } = await open(t);
    assert.equal(await tab.locator("#proconnect p a").getAttribute("href"), "https://www.proconnect.gouv.fr/");
    assert.equal(await tab.locator("#proconnect a.pro-connect").textContent(), "S’identifier avecProConnect");
    const [request] = await Promise.all([tab.waitForRequest(/\/agents\/login/), tab.locator("#proconnect a.pro-connect").click()]);
    assert.equal(request.url(), `${deployment.origin}/agents/login?return_to=%2Fagent&siret_hint=13002526500013`);
  });

  it("each presents FranceConnect+", async (t) => {
    const { tab } = await open(t);
    for (const part of ["#link", "#button", "#vue"]) {
      assert.equal(await tab.locator(`${part} p a`).getAttribute("href"), "https://franceconnect.gouv.fr/france-connect-plus");
    }
  });

  it("vue-dsfr's link below the button starts no login", async (t) => {
    const { context, tab } = await open(t);
    await context.route("https://franceconnect.gouv.fr/**", (route) => route.fulfill({ body: "about" }));
    const [about] = await Promise.all([context.waitForEvent("page"), tab.locator("#vue p a").click()]);
    await about.getByText("about").waitFor();
    assert.equal(tab.url(), `${deployment.origin}/`);
  });
});
