/** What the guide of the browser-verified way shows, run as it stands there, under the headers that it gives. */
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { FcPivotError } from "fc-pivot";
import { startPlainProvider } from "../../world/deployment/plain-provider.mjs";
import { stage } from "../../world/browsers/stage.mjs";
import { CLIENT_ID, freePort } from "../../world/deployment/index.mjs";
import { readGuide, serveSite, writeSite } from "./guide-site.mjs";

const [port, plainPort, standinPort] = [await freePort(), await freePort(), await freePort()];
const origin = `http://localhost:${port}`;
const plainOrigin = `http://localhost:${plainPort}`;
const standin = `http://localhost:${standinPort}`;
const plain = await startPlainProvider({ clientId: CLIENT_ID, redirectUri: `${plainOrigin}/signed-in`, postLogoutRedirectUri: `${plainOrigin}/signed-out` });

const FRANCECONNECT = "https://auth.integ01.dev-franceconnect.fr";
const guide = await readGuide("browser-verified");
guide.files["plain.html"] = guide.files["index.html"].replace("/app.js", "/plain.js");
const folder = await writeSite(guide, { [FRANCECONNECT]: standin, "https://id.example.org": plain.issuer, "your-client-id": CLIENT_ID });
const headersFor = (provider) => Object.fromEntries(Object.entries(guide.headers).map(([name, value]) => [name, value.replace(FRANCECONNECT, provider)]));
after(async () => {
  await plain.close();
  await rm(folder, { recursive: true });
});

describe("the guide's page", () => {
  const demo = stage({
    ports: { standin: standinPort },
    client: { redirect_uris: [`${origin}/signed-in`], post_logout_redirect_uris: [`${origin}/signed-out`] },
  });
  const sites = [];
  before(async () => {
    sites.push(await serveSite({ port, folder, headers: headersFor(standin), worker: demo.origin }));
    // No Worker behind this one.
    sites.push(await serveSite({ port: plainPort, folder, headers: headersFor(plain.issuer), worker: "http://localhost:1" }));
    demo.pages.push(origin, plainOrigin);
  });
  after(() => Promise.all(sites.map((site) => site.close())));

  async function open(t, path = "/") {
    const { context, tab } = await demo.profile(t);
    await tab.goto(`${origin}${path}`);
    return { context, tab };
  }
  const button = (tab, name) => tab.getByRole("button", { name, exact: true });
  const signInButton = (tab) => button(tab, "Sign in with FranceConnect");
  const alert = (tab) => tab.getByRole("alert");

  async function signIn(tab, person) {
    await signInButton(tab).click();
    await tab.locator(`[data-person="${person}"]`).click();
    await button(tab, "Sign out").waitFor();
  }

  it("signs in where the person was, and out", async (t) => {
    const { tab } = await open(t, "/permits?permit=17");
    await signIn(tab, "born-abroad");
    assert.equal(tab.url(), `${origin}/permits?permit=17`);
    assert.equal(await tab.locator("#person").textContent(), "EL FASSI");
    assert.equal(await alert(tab).count(), 0);

    const passed = [];
    tab.on("request", (request) => { if (request.isNavigationRequest()) passed.push(new URL(request.url()).pathname); });
    await button(tab, "Sign out").click();
    await tab.waitForURL(`${origin}/`);
    await signInButton(tab).waitFor();
    assert.equal(passed[0], "/api/v2/session/end");
    assert.equal(passed.at(-1), "/signed-out");
    assert.equal(await alert(tab).count(), 0);
  });

  it("forgets with a reload, and says so of a callback that is over", async (t) => {
    const { tab } = await open(t);
    let callback;
    tab.on("request", (request) => { if (request.url().startsWith(`${origin}/signed-in?`)) callback = request.url(); });
    await signIn(tab, "married-name");
    await tab.reload();
    await signInButton(tab).waitFor();
    assert.equal(await alert(tab).count(), 0);
    await tab.goto(callback);
    await alert(tab).waitFor();
    assert.equal(await alert(tab).textContent(), new FcPivotError("state_unknown").userMessage("en"));
    assert.equal(tab.url(), `${origin}/`);
  });

  it("says so where the browser blocks storage, in the person's language", async (t) => {
    const { context, tab } = await open(t);
    await context.addInitScript(() => {
      Object.defineProperty(window, "sessionStorage", { get() { throw new DOMException("blocked", "SecurityError"); } });
    });
    for (const language of ["en", "fr"]) {
      await tab.goto(origin);
      await tab.evaluate((lang) => { document.documentElement.lang = lang; }, language);
      await signInButton(tab).click();
      await alert(tab).waitFor();
      const said = await alert(tab).textContent();
      assert.equal(said, new FcPivotError("storage_unavailable").userMessage(language));
      assert.match(said, { en: /Your browser blocks .* storage/, fr: /Votre navigateur bloque .* stockage/ }[language]);
    }
  });

  it("leaves for a plain provider with PKCE", async (t) => {
    const { tab } = await demo.profile(t);
    const asked = tab.waitForRequest((request) => request.url().startsWith(`${plain.issuer}/auth?`));
    await tab.goto(`${plainOrigin}/plain`);
    const { searchParams } = new URL((await asked).url());
    assert.equal(searchParams.get("code_challenge_method"), "S256");
    assert.equal(searchParams.get("redirect_uri"), `${plainOrigin}/signed-in`);
  });
});
