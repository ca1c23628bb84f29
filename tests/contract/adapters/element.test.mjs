/** The example without a framework, and the element's own promises. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { describe, it } from "node:test";
import { FcPivotError } from "fc-pivot";
import { objections } from "../../world/browsers/axe.mjs";
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

  for (const { provider, brand, name, classes, href } of [
    { brand: "FranceConnect", name: "FranceConnect+", classes: "fr-connect fr-connect--plus", href: "https://franceconnect.gouv.fr/france-connect-plus" },
    {
      provider: "franceconnect-plus", brand: "FranceConnect", name: "FranceConnect+", classes: "fr-connect fr-connect--plus",
      href: "https://franceconnect.gouv.fr/france-connect-plus",
    },
    { provider: "franceconnect", brand: "FranceConnect", name: "FranceConnect", classes: "fr-connect", href: "https://franceconnect.gouv.fr/" },
    { provider: "proconnect", brand: "ProConnect", name: "ProConnect", classes: "fr-connect pro-connect", href: "https://www.proconnect.gouv.fr/" },
  ]) {
    for (const [lang, login, link, title] of [
      ["fr", "S’identifier avec", `Qu’est-ce que ${name}\u00a0?`, "nouvelle fenêtre"],
      ["en", "Sign in with", `What is ${name}?`, "new window"],
    ]) {
      it(`has the DSFR's markup, the sentence above and the link below: ${provider ?? "no provider"}, ${lang}`, async (t) => {
        const { element } = await place(t, `<fc-pivot-button ${provider ? `provider="${provider}"` : ""} lang="${lang}"></fc-pivot-button>`);
        const [sentence, group] = await element.locator("> *").all();
        const said = await sentence.textContent();
        assert.ok(said.startsWith(`${name} ${lang === "fr" ? "est" : "is"} `) && said.length > 60 && said.endsWith("."), said);
        assert.equal(await group.getAttribute("class"), "fr-connect-group");
        const button = group.locator("> button");
        assert.equal(await button.getAttribute("class"), classes);
        assert.equal(await button.getAttribute("type"), "button");
        assert.equal(await button.locator("> .fr-connect__login + .fr-connect__brand").textContent(), brand);
        assert.equal(await button.innerText(), `${login} ${brand}`);
        const about = group.locator("> button + p > a");
        assert.equal(await about.textContent(), link);
        assert.deepEqual(
          [await about.getAttribute("href"), await about.getAttribute("title"), await about.getAttribute("target"), await about.getAttribute("rel")],
          [href, `${link} - ${title}`, "_blank", "noopener"],
        );
        assert.equal(await sentence.getAttribute("lang"), lang);
      });
    }
  }

  it("shows another federation's button when its provider changes", async (t) => {
    const { tab, element } = await place(t, '<fc-pivot-button lang="en"></fc-pivot-button>');
    await element.evaluate((button) => { button.setAttribute("provider", "proconnect"); });
    await tab.getByRole("button", { name: "Sign in with ProConnect" }).waitFor();
    assert.equal(await tab.getByRole("button").count(), 1);
  });

  it("shows no button for a provider that it does not know, and says which it knows", async (t) => {
    const { tab, complaints } = await deployment.profile(t);
    await tab.goto(deployment.origin);
    await tab.getByRole("button").waitFor();
    const said = await tab.evaluate(() => new Promise((resolve) => {
      addEventListener("error", (event) => {
        event.preventDefault();
        resolve({ code: event.error.code, message: event.error.message });
      }, { once: true });
      document.querySelector("main").innerHTML = '<fc-pivot-button provider="proconect"></fc-pivot-button>';
    }));
    assert.equal(said.code, "invalid_settings");
    assert.match(said.message, /attribute provider: expected one of franceconnect-plus, franceconnect, proconnect$/);
    assert.equal(await tab.getByRole("button").count(), 0);
    // It is an uncaught error of the page, where a developer looks for one.
    assert.equal(complaints.splice(0).length, 1);
  });

  for (const colorScheme of ["light", "dark"]) {
    it(`axe finds nothing on the three federations' buttons, in the DSFR: ${colorScheme}`, async (t) => {
      const { tab } = await deployment.profile(t, { colorScheme, bypassCSP: true });
      await tab.goto(deployment.origin);
      await tab.getByRole("button").waitFor();
      await tab.addStyleTag({ content: await readFile(createRequire(import.meta.url).resolve("@gouvfr/dsfr/dist/dsfr.min.css"), "utf8") });
      await tab.evaluate(() => {
        document.documentElement.dataset.frTheme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
        document.querySelector("main").innerHTML = `<h1>Sign in</h1>${["franceconnect-plus", "franceconnect", "proconnect"]
          .map((provider) => `<fc-pivot-button provider="${provider}" prefix="/${provider}"></fc-pivot-button>`).join("")}`;
      });
      assert.equal(await tab.getByRole("button").count(), 3);
      assert.deepEqual(await objections(tab, 10), []);
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
