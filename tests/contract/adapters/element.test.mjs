/** The example without a framework, and the element's own promises. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { FcPivotError } from "fc-pivot";
import { bundled, example } from "./bundle.mjs";
import { itIsASignIn } from "./journey.mjs";

describe("<fc-pivot-button>", () => {
  const deployment = itIsASignIn(bundled(example("element")));

  /** A page with the element as `html` has it; gives the element. */
  async function place(t, html) {
    const { tab } = await deployment.profile(t);
    await tab.goto(deployment.origin);
    await tab.getByRole("button").waitFor();
    await tab.evaluate((markup) => { document.querySelector("main").innerHTML = markup; }, html);
    return { tab, element: tab.locator("fc-pivot-button") };
  }

  for (const [lang, label, link] of [
    ["fr", "S’identifier avec FranceConnect", "Qu’est-ce que FranceConnect+\u00a0?"],
    ["en", "Sign in with FranceConnect", "What is FranceConnect+?"],
  ]) {
    it(`has the DSFR's markup, the sentence above and the link below: ${lang}`, async (t) => {
      const { element } = await place(t, `<fc-pivot-button lang="${lang}"></fc-pivot-button>`);
      const [sentence, group] = await element.locator("> *").all();
      assert.match(await sentence.textContent(), /^FranceConnect\+ (est|is) .{40,}\.$/);
      assert.equal(await group.getAttribute("class"), "fr-connect-group");
      const button = group.locator("> button.fr-connect.fr-connect--plus");
      assert.equal(await button.locator("> .fr-connect__login + .fr-connect__brand").textContent(), "FranceConnect");
      assert.equal(await button.innerText(), label);
      const about = group.locator("> button + p > a");
      assert.equal(await about.textContent(), link);
      assert.equal(await about.getAttribute("href"), "https://franceconnect.gouv.fr/france-connect-plus");
      assert.equal(await sentence.getAttribute("lang"), lang);
    });
  }

  it("speaks the language of the document around it, or that of its own attribute", async (t) => {
    const { tab, element } = await place(t, '<div lang="fr-FR"><fc-pivot-button></fc-pivot-button></div>');
    await tab.getByRole("button", { name: "S’identifier" }).waitFor();
    await element.evaluate((button) => { button.lang = "en"; });
    await tab.getByRole("button", { name: "Sign in" }).waitFor();
    assert.equal(await tab.getByRole("button").count(), 1);
  });

  it("goes to the address of its attributes", async (t) => {
    const { tab, element } = await place(t, '<fc-pivot-button return-to="/a?b=c&d" acr="eidas3" prefix="/sign/in"></fc-pivot-button>');
    const [request] = await Promise.all([tab.waitForRequest(/\/sign\/in\/login/), element.getByRole("button").click()]);
    const { pathname, searchParams } = new URL(request.url());
    assert.deepEqual([pathname, ...searchParams], ["/sign/in/login", ["return_to", "/a?b=c&d"], ["acr", "eidas3"]]);
  });

  it("goes to the default address without attributes", async (t) => {
    const { tab, element } = await place(t, "<fc-pivot-button></fc-pivot-button>");
    const [request] = await Promise.all([tab.waitForRequest(/\/auth\/login/), element.getByRole("button").click()]);
    assert.equal(request.url(), `${deployment.origin}/auth/login`);
  });

  it("raises the level when asked to", async (t) => {
    const { tab, element } = await place(t, '<fc-pivot-button acr="eidas3"></fc-pivot-button>');
    await element.getByRole("button").click();
    await tab.locator('[data-acr="eidas3"]').waitFor();
  });

  describe("an error", () => {
    /** A failed login's way back to a page that listens, and shows the error itself where `taken`. */
    async function comeBack(t, { lang, taken = false }) {
      const { tab } = await deployment.profile(t);
      await tab.goto(`${deployment.origin}/`);
      await tab.getByRole("button").waitFor();
      await tab.evaluate(([language, prevented]) => {
        history.replaceState(null, "", "/?auth_error=access_denied");
        document.documentElement.lang = language;
        // The example's own listener is the document's: this one comes before it, and keeps the event from it.
        document.body.addEventListener("fc-pivot-error", (event) => {
          event.stopPropagation();
          window.told = event.detail.code;
          if (prevented) event.preventDefault();
        });
        document.querySelector("main").innerHTML = "<fc-pivot-button></fc-pivot-button>";
      }, [lang, taken]);
      assert.equal(await tab.evaluate(() => window.told), "access_denied");
      return { tab, alert: tab.locator("fc-pivot-button").getByRole("alert") };
    }

    for (const lang of ["fr", "en"]) {
      it(`is shown in the element, where nobody takes it over: ${lang}`, async (t) => {
        const { tab, alert } = await comeBack(t, { lang });
        assert.equal(await alert.textContent(), new FcPivotError("access_denied").userMessage(lang));
        assert.equal(await alert.getAttribute("class"), "fr-error-text");
        assert.equal(await alert.getAttribute("lang"), lang);
        assert.equal(tab.url(), `${deployment.origin}/`);
      });
    }

    it("changes its language with the element", async (t) => {
      const { tab, alert } = await comeBack(t, { lang: "fr" });
      await tab.locator("fc-pivot-button").evaluate((button) => { button.lang = "en"; });
      assert.equal(await alert.textContent(), new FcPivotError("access_denied").userMessage("en"));
    });

    it("is left to the page where its listener prevents the default", async (t) => {
      const { alert } = await comeBack(t, { lang: "en", taken: true });
      assert.equal(await alert.count(), 0);
    });

    it("disappears with the next try", async (t) => {
      const { tab, alert } = await comeBack(t, { lang: "en" });
      assert.equal(await alert.count(), 1);
      // Read in the same task as the click, which leaves the page.
      const left = await tab.evaluate(() => {
        document.querySelector("fc-pivot-button button").click();
        return document.querySelectorAll("fc-pivot-button [role=alert]").length;
      });
      assert.equal(left, 0);
    });
  });
});
