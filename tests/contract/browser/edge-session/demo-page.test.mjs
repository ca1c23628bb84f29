/** The edge-session way in a real browser: the demo page, by clicks. The identity is shown, and nothing that could be stolen is there. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { CLIENT_ID } from "../../../world/deployment/index.mjs";
import { expectedIdentity, FULL_SCOPE } from "../../../world/persons/identities.mjs";
import { subjectOf } from "../../../world/standin/index.mjs";
import { registerShownBy, SHOWN, shownBy } from "./shown.mjs";
import { stage } from "../../../world/browsers/stage.mjs";
import { goToProvider, hook, open, sessionOf, signIn, signOut } from "../../../world/browsers/visitor.mjs";

const SCREENSHOT = fileURLToPath(new URL("dist/signed-in.png", import.meta.url));
/** The beginning of a JOSE header, `{"`, in base64url. */
const TOKEN = /eyJ[\w-]{10,}/;

const comparable = ({ raw: { aud, exp, iat, iss, ...raw }, missing, ...identity }) => ({ ...identity, missing: [...missing].sort(), raw: { iss, ...raw } });

describe("the demo page", () => {
  const demo = stage();

  for (const [id, shown] of Object.entries(SHOWN)) {
    it(`shows the whole identity: ${id}`, async (t) => {
      const { tab } = await demo.profile(t);
      await open(tab, demo.origin);
      await signIn(tab, id);
      assert.equal(tab.url(), `${demo.origin}/`);
      assert.deepEqual(await shownBy(tab), shown);

      const { issuer } = demo.standin;
      const { identity } = (await sessionOf(tab)).body;
      const expected = expectedIdentity(id, { issuer, sub: subjectOf(CLIENT_ID, id) });
      assert.deepEqual(comparable(identity), comparable({ ...expected, raw: { ...expected.raw, iss: issuer } }));
      assert.deepEqual(JSON.parse(await tab.locator(hook("raw")).textContent()), identity.raw);
    });
  }

  it("names the source of the places' names, and shows codes where there are none", async (t) => {
    const { tab } = await demo.profile(t);
    await open(tab, demo.origin);
    await signIn(tab, "married-name");
    assert.equal(await tab.locator(hook("labels-source")).textContent(), "INSEE, COG 2026, Licence Ouverte 2.0");
    const asked = [];
    await tab.route("**/labels/**", (route) => {
      asked.push(new URL(route.request().url()).pathname);
      return route.fulfill({ status: 404 });
    });
    await open(tab, demo.origin);
    assert.equal((await shownBy(tab)).fields.birthplace, "commune 29019");
    assert.equal(await tab.locator(hook("labels-source")).count(), 0);
    assert.deepEqual(asked, ["/labels/29.txt"]);
  });

  it("brings the person back to where they pressed the button", async (t) => {
    const { tab } = await demo.profile(t);
    await open(tab, demo.origin, "/?dossier=17");
    await signIn(tab, "married-name");
    assert.equal(tab.url(), `${demo.origin}/?dossier=17`);
    await tab.screenshot({ path: SCREENSHOT, fullPage: true });
  });

  it("raises the level where a procedure needs it", async (t) => {
    const { tab } = await demo.profile(t);
    await open(tab, demo.origin);
    await signIn(tab, "level-eidas2");
    assert.equal((await shownBy(tab)).level, "Substantiel (eidas2)");
    await tab.locator(hook("raise-level")).click();
    await tab.locator('[data-acr="eidas3"]').waitFor();
    await tab.locator('[data-person="married-name"]').click();
    await tab.getByText("Élevé (eidas3)").waitFor();
    assert.equal((await shownBy(tab)).name, SHOWN["married-name"].name);
    assert.equal(await tab.locator(hook("raise-level")).count(), 0);
  });

  it("keeps the session in cookies that scripts cannot read", async (t) => {
    const { context, tab } = await demo.profile(t);
    await open(tab, demo.origin);
    await signIn(tab, "married-name");
    const cookies = (await context.cookies(demo.origin)).filter(({ name }) => name.startsWith("__Host-"));
    assert.ok(cookies.length > 0);
    for (const { httpOnly, secure, sameSite, path } of cookies) {
      assert.deepEqual({ httpOnly, secure, sameSite, path }, { httpOnly: true, secure: true, sameSite: "Lax", path: "/" });
    }
    assert.equal(await tab.evaluate(() => document.cookie), "");
  });

  it("never holds a token: not in its HTML, its storage, its address, nor in what the Worker answers it", async (t) => {
    const issued = [];
    demo.wrongs.envelope = async ({ jws, header, encrypt }) => {
      const jwe = await encrypt(jws, header);
      issued.push(jws, jwe);
      return jwe;
    };
    t.after(() => delete demo.wrongs.envelope);
    const { context, tab } = await demo.profile(t);
    await open(tab, demo.origin);
    const answers = [];
    context.on("response", (response) => { if (response.url().startsWith(`${demo.origin}/auth/`)) answers.push(response); });
    await signIn(tab, "married-name");

    assert.equal(issued.length, 4);
    for (const token of issued) assert.match(token, TOKEN);
    const seen = [
      await tab.content(),
      await tab.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state, name, location.href])),
      ...await Promise.all(answers.map(bodyOf)),
    ];
    assert.ok(seen.some((text) => text.includes("KERVOALEN")));
    for (const text of seen) assert.doesNotMatch(text, TOKEN);
    assert.equal(await tab.evaluate(() => indexedDB.databases().then((databases) => databases.length)), 0);
  });

  it("signs out by its form, at the provider too, and comes back", async (t) => {
    const { context, tab } = await demo.profile(t);
    await open(tab, demo.origin);
    await signIn(tab, "married-name");
    const passed = [];
    tab.on("request", (request) => { if (request.isNavigationRequest()) passed.push(new URL(request.url())); });
    await signOut(tab);

    assert.equal(tab.url(), `${demo.origin}/`);
    const paths = passed.map(({ origin, pathname }) => (origin === demo.origin ? pathname : `provider ${pathname}`));
    assert.equal(paths[0], "/auth/logout");
    assert.equal(paths[1], "provider /api/v2/session/end");
    assert.deepEqual(paths.slice(-2), ["/auth/logged-out", "/"]);
    const { status, body } = await sessionOf(tab);
    assert.deepEqual([status, body.error.code], [401, "no_session"]);
    assert.deepEqual((await context.cookies(demo.origin)).filter(({ name }) => name.startsWith("__Host-")), []);

    // Who comes next is asked who they are.
    await goToProvider(tab);
  });
});

describe("the demo page, with the register's scopes", () => {
  const demo = stage({ settings: { FC_SCOPE: FULL_SCOPE } });

  it("shows the register's series apart, under its warning", async (t) => {
    const { tab } = await demo.profile(t);
    await open(tab, demo.origin);
    await signIn(tab, "married-name");
    assert.deepEqual(await registerShownBy(tab), {
      "rnipp.fullName": "KERVOALEN Solène Capucine", "rnipp.birthdate": "23 mai 1987", "rnipp.birthplace": "Brest (Finistère)",
    });
    assert.match(await tab.locator(hook("rnipp")).textContent(), /n’ont pas de niveau de garantie/);
  });
});

describe("the page's policy", () => {
  const demo = stage();

  it("lets no foreign script run", async (t) => {
    const { tab, complaints } = await demo.profile(t);
    await open(tab, demo.origin);
    const ran = await tab.evaluate(() => {
      const violation = new Promise((resolve) => { addEventListener("securitypolicyviolation", resolve); });
      const script = document.createElement("script");
      script.textContent = "window.foreign = true";
      document.body.append(script);
      return violation.then(() => window.foreign === true);
    });
    assert.equal(ran, false);
    assert.deepEqual(complaints.splice(0), ["script-src-elem blocks inline"]);
  });

  it("lets nobody frame the page", async (t) => {
    const { tab } = await demo.profile(t);
    await tab.goto(`${demo.standin.issuer}/jwks`);
    const framed = async (address) => {
      const frame = await tab.evaluateHandle((src) => new Promise((resolve) => {
        const element = Object.assign(document.createElement("iframe"), { src });
        element.addEventListener("load", () => resolve(element));
        document.body.append(element);
      }), address);
      return (await frame.asElement().contentFrame()).url();
    };
    assert.equal(await framed(demo.standin.origin), `${demo.standin.origin}/`);
    assert.match(await framed(demo.origin), /^chrome-error:/);
  });
});

/** A redirect has no body; its address and cookies are looked at instead. */
async function bodyOf(response) {
  const headers = await response.headersArray();
  const location = headers.filter(({ name }) => name.toLowerCase() === "location").map(({ value }) => value);
  const redirected = response.status() >= 300 && response.status() < 400;
  return [...location, redirected ? "" : await response.text()].join("\n");
}
