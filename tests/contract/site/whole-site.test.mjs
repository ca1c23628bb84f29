/** The whole site behind `requireSession`, in Chromium: whatever fails, a person reads why, is not redirected in a circle, and arrives where she wanted to go. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, describe, it } from "node:test";
import { FcPivotError } from "fc-pivot";
import { launchChromium } from "../../world/browsers/chromium.mjs";
import { startProtectedSite } from "./protected-site.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const DEEP = "/dossiers/12?onglet=pi%C3%A8ces";
const PERSON = "married-name";
/** The most requests on the way from an address to the page that tells of a failure. */
const NO_CIRCLE = 6;

let browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser.close());

/** A site for the suite, and a browser of one person's for each test. */
function site(options) {
  const held = {};
  before(async () => Object.assign(held, await startProtectedSite(options)));
  after(() => held.stop());
  held.visitor = async (t, locale = "fr-FR") => {
    delete held.wrongs.answer;
    held.seen.length = 0;
    const context = await browser.newContext({ locale });
    t.after(() => context.close());
    return context.newPage();
  };
  return held;
}

const providerDown = ({ wrongs }) => {
  wrongs.answer = { discovery: () => "reset" };
};
const choose = async (tab, personId) => {
  await tab.locator(`[data-person="${personId}"]`).click();
};
const atProvider = (tab) => tab.locator("[data-cancel]").waitFor();
const cancel = (tab) => tab.locator("[data-cancel]").click();
const heading = (tab, name) => tab.getByRole("heading", { level: 1, name }).waitFor();

async function assertTold(tab, code, language = "fr") {
  await heading(tab, { fr: "La connexion n’a pas abouti", en: "The sign-in did not succeed" }[language]);
  const text = await tab.locator("main").innerText();
  for (const part of [new FcPivotError(code).userMessage(language), code]) assert.ok(text.includes(part), `${part} in ${text}`);
  assert.equal(await tab.evaluate(() => document.documentElement.lang), language);
}

/** Tries again, and arrives where she wanted to go: with nothing of the error in the address. */
async function assertArrives(tab, { origin }, link = "Réessayer", path = DEEP) {
  await tab.getByRole("link", { name: link }).click();
  await atProvider(tab);
  await choose(tab, PERSON);
  await heading(tab, "Page de KERVOALEN");
  assert.equal(tab.url(), `${origin}${path}`);
}

describe("a whole site behind requireSession, as the guide has it", () => {
  const door = site();

  for (const [locale, language, link] of [["fr-FR", "fr", "Réessayer"], ["en-GB", "en", "Try again"], ["de-DE", "en", "Try again"]]) {
    it(`N88 while the provider is down, a person whose browser is ${locale} is told so, is not redirected in a circle, and can try again`, async (t) => {
      const down = await startProtectedSite();
      t.after(() => down.stop());
      const tab = await door.visitor(t, locale);
      providerDown(down);
      await tab.goto(`${down.origin}${DEEP}`);
      await assertTold(tab, "provider_unreachable", language);
      assert.ok(down.seen.length <= NO_CIRCLE, down.seen.join("\n"));
      await tab.getByRole("link", { name: link }).click();
      await assertTold(tab, "provider_unreachable", language);
      assert.ok(down.seen.length <= 2 * NO_CIRCLE, down.seen.join("\n"));
      delete down.wrongs.answer;
      await assertArrives(tab, down, link);
    });
  }

  it("whoever gives up is told so and not sent back to the provider, after a reload too, and can try again", async (t) => {
    const tab = await door.visitor(t);
    await tab.goto(`${door.origin}${DEEP}`);
    await atProvider(tab);
    await cancel(tab);
    await assertTold(tab, "access_denied");
    await tab.reload();
    await assertTold(tab, "access_denied");
    await assertArrives(tab, door);
  });

  it("N55 whoever's level is too low is told so, and can try again", async (t) => {
    const tab = await door.visitor(t);
    door.wrongs.lowLevels = true;
    t.after(() => delete door.wrongs.lowLevels);
    await tab.goto(`${door.origin}${DEEP}`);
    await atProvider(tab);
    await choose(tab, "level-eidas1");
    await assertTold(tab, "acr_insufficient");
    await assertArrives(tab, door);
  });

  it("N88 an address with an old error in it tells of it, and leads on without it", async (t) => {
    const tab = await door.visitor(t);
    await tab.goto(`${door.origin}/dossiers?auth_error=access_denied&page=2`);
    await assertTold(tab, "access_denied");
    await assertArrives(tab, door, "Réessayer", "/dossiers?page=2");
  });

  it("a code that somebody wrote into a link is a fault, never their text, and their address is not ours", async (t) => {
    const tab = await door.visitor(t);
    await tab.goto(`${door.origin}/?auth_error=Appelez+le+0900&auth_return_to=//evil.example`);
    await assertTold(tab, "internal");
    assert.equal(await tab.getByText("0900").count(), 0);
    assert.equal(await tab.getByRole("link").getAttribute("href"), "/auth/login?return_to=%2F");
  });

  it("axe finds nothing on the page, and its policy lets its style in and no script", async (t) => {
    for (const colorScheme of ["light", "dark"]) {
      const context = await browser.newContext({ locale: "fr-FR", colorScheme, bypassCSP: true });
      t.after(() => context.close());
      const tab = await context.newPage();
      await tab.goto(`${door.origin}/?auth_error=access_denied`);
      await tab.evaluate(axe);
      const { violations, passes } = await tab.evaluate(() => window.axe.run());
      assert.deepEqual(violations.map(({ id }) => id), []);
      assert.ok(passes.length > 10);
    }
    const tab = await door.visitor(t);
    await tab.goto(`${door.origin}/?auth_error=access_denied`);
    assert.notEqual(await tab.evaluate(() => getComputedStyle(document.body).maxWidth), "none");
    await assert.rejects(tab.addScriptTag({ content: "window.ran = true" }));
  });

  it("a form that is sent after the session's end leads to signing in, and back to the page that it stands on", async (t) => {
    const tab = await door.visitor(t);
    await tab.goto(`${door.origin}${DEEP}`);
    await choose(tab, PERSON);
    await heading(tab, "Page de KERVOALEN");
    await tab.context().clearCookies({ domain: "localhost", name: /^__Host-fc-session/ });
    await tab.getByRole("button", { name: "Enregistrer" }).click();
    await atProvider(tab);
    await choose(tab, PERSON);
    await heading(tab, "Page de KERVOALEN");
    assert.equal(tab.url(), `${door.origin}${DEEP}`);
  });

  it("N57 a callback that is opened again from history leads whoever is signed in on, and whoever is not to the reason", async (t) => {
    const tab = await door.visitor(t);
    let callback;
    tab.on("request", (request) => {
      if (request.url().includes("/auth/callback")) callback = request.url();
    });
    await tab.goto(`${door.origin}${DEEP}`);
    await choose(tab, PERSON);
    await heading(tab, "Page de KERVOALEN");
    const before = await tab.context().cookies();
    await tab.goto(callback);
    await heading(tab, "Page de KERVOALEN");
    assert.equal(tab.url(), `${door.origin}/`);
    assert.deepEqual(await tab.context().cookies(), before);

    const stranger = await door.visitor(t);
    await stranger.goto(callback);
    await assertTold(stranger, "state_unknown");
    assert.deepEqual((await stranger.context().cookies()).filter(({ name }) => /session/.test(name)), []);
  });
});

describe("a site whose public home redirects, and drops its query", () => {
  const door = site({ before: (app) => app.get("/", (context) => context.redirect("/fr/")) });

  it("N88 while the provider is down, a second failure within seconds is not redirected", async (t) => {
    const tab = await door.visitor(t);
    providerDown(door);
    await tab.goto(`${door.origin}/`);
    await assertTold(tab, "provider_unreachable");
    assert.ok(door.seen.length <= NO_CIRCLE, door.seen.join("\n"));
    delete door.wrongs.answer;
    await assertArrives(tab, door, "Réessayer", "/fr/");
  });

  it("whoever gives up is told so", async (t) => {
    const tab = await door.visitor(t);
    await tab.goto(`${door.origin}/fr/`);
    await atProvider(tab);
    await cancel(tab);
    await assertTold(tab, "access_denied");
    await assertArrives(tab, door, "Réessayer", "/fr/");
  });
});

describe("a page whose script sends everybody to sign in, whatever its query says", () => {
  const door = site({
    before: (app, html) => app.get("/", (context) => context.html(html("Accueil", `<script>location.assign("/auth/login?return_to=/espace")</script>`))),
  });

  it("N88 while the provider is down, a second failure within seconds is not redirected", async (t) => {
    const tab = await door.visitor(t);
    providerDown(door);
    await tab.goto(`${door.origin}/`);
    await assertTold(tab, "provider_unreachable");
    assert.ok(door.seen.length <= NO_CIRCLE, door.seen.join("\n"));
    delete door.wrongs.answer;
    await assertArrives(tab, door, "Réessayer", "/espace");
  });
});

describe("a site with an error page of its own", () => {
  const door = site({
    options: { errorPath: "/erreur" },
    behind: (app, html) => app.get("/erreur", (context) => {
      const { auth_error: code, auth_return_to: path = "/" } = context.req.query();
      const again = `/auth/login?${new URLSearchParams({ return_to: path })}`;
      return context.html(html("Une erreur", `<p id="code">${code}</p><a href="${again.replaceAll("&", "&amp;")}">Encore</a>`));
    }),
  });

  it("shows it to people without a session, with the reason and where they wanted to go", async (t) => {
    const tab = await door.visitor(t);
    await tab.goto(`${door.origin}${DEEP}`);
    await atProvider(tab);
    await cancel(tab);
    await heading(tab, "Une erreur");
    assert.equal(await tab.locator("#code").innerText(), "access_denied");
    await assertArrives(tab, door, "Encore");
  });

  it("N88 and nobody who signs in from there comes back to it", async (t) => {
    const tab = await door.visitor(t);
    await tab.goto(`${door.origin}/auth/login?return_to=${encodeURIComponent("/erreur?auth_error=access_denied")}`);
    await choose(tab, PERSON);
    await heading(tab, "Page de KERVOALEN");
    assert.equal(tab.url(), `${door.origin}/`);
  });

  it("and nothing else without a session", async (t) => {
    const tab = await door.visitor(t);
    for (const path of ["/erreur/", "/erreur/2", "/Erreur", "/autre?auth_error=x"]) {
      await tab.goto(`${door.origin}${path}`);
      assert.equal(await tab.getByRole("heading", { name: /^(Page de|Une erreur)/ }).count(), 0, path);
    }
  });
});

describe("a site whose pages are `no-referrer`, where browsers send no origin with a form", () => {
  const door = site({ behind: (app) => app.use(async (context, next) => { await next(); context.header("referrer-policy", "no-referrer"); }) });

  it("whoever's sign-out is refused is told so, and signs out there", async (t) => {
    const tab = await door.visitor(t);
    await tab.goto(`${door.origin}/`);
    await choose(tab, PERSON);
    await heading(tab, "Page de KERVOALEN");
    await tab.getByRole("button", { name: "Quitter" }).click();
    await heading(tab, "La déconnexion n’a pas abouti");
    assert.match(await tab.locator("main").innerText(), /Votre session est peut-être encore ouverte/);
    await tab.getByRole("button", { name: "Se déconnecter" }).click();
    await atProvider(tab);
    assert.deepEqual((await tab.context().cookies(door.origin)).filter(({ name }) => /session/.test(name)), []);
  });
});

describe("a page of the site in a frame of another of its pages", () => {
  const door = site({ before: (app, html) => app.get("/cadre", (context) => context.html(html("Cadre", `<iframe src="${DEEP}"></iframe>`))) });

  it("is a link that leaves the frame, since the provider refuses frames", async (t) => {
    const tab = await door.visitor(t);
    await tab.goto(`${door.origin}/cadre`);
    await tab.frameLocator("iframe").getByRole("link", { name: "Réessayer" }).click();
    await atProvider(tab);
    await choose(tab, PERSON);
    await heading(tab, "Page de KERVOALEN");
    assert.equal(tab.url(), `${door.origin}${DEEP}`);
  });
});
