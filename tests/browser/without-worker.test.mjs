/** The browser-verified way with a plain provider, without any Worker: the page exchanges the code itself, bound by PKCE. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { freePort } from "../deployment/index.mjs";
import { launchChromium } from "./chromium.mjs";
import { CLIENT_ID, PERSON, startPlainProvider } from "./plain-provider.mjs";
import { PAGE, SIGNED_OUT } from "./verified-page.mjs";
import { startVerifiedSite } from "./verified-site.mjs";

const port = await freePort();
const redirectUri = `http://localhost:${port}${PAGE}`;
const postLogoutRedirectUri = `http://localhost:${port}${SIGNED_OUT}`;

describe("without a Worker", () => {
  let provider;
  let site;
  let browser;
  before(async () => {
    provider = await startPlainProvider({ redirectUri, postLogoutRedirectUri });
    const options = { preset: "oidc", issuer: provider.issuer, clientId: CLIENT_ID, redirectUri, postLogoutRedirectUri };
    // Behind `/auth` there is nothing: a request to a Worker would fail.
    site = await startVerifiedSite({ port, worker: "http://localhost:1", options });
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await site?.close();
    await provider?.close();
  });

  async function open(t) {
    const context = await browser.newContext();
    t.after(() => context.close());
    const tab = await context.newPage();
    await tab.goto(redirectUri);
    await tab.locator("#ready").waitFor();
    provider.asked.length = 0;
    return tab;
  }
  const returned = (tab) => tab.locator("#result, #error").waitFor();
  const read = async (tab, id) => JSON.parse(await tab.locator(`#${id}`).textContent());

  it("signs in with PKCE, and out", async (t) => {
    const tab = await open(t);
    const sent = [];
    tab.on("request", (request) => { if (/\/(auth|token)(\?|$)/.test(request.url())) sent.push(request); });
    await tab.locator("#sign-in").click();
    await returned(tab);
    const { identity, returnTo } = await read(tab, "result");
    assert.deepEqual([identity.sub, identity.issuer, identity.email, returnTo], [PERSON.sub, provider.issuer, PERSON.email, "/dossier"]);

    const [authorization, token] = sent;
    assert.equal(new URL(authorization.url()).searchParams.get("code_challenge_method"), "S256");
    const form = new URLSearchParams(token.postData());
    assert.deepEqual([...form.keys()].sort(), ["client_id", "code", "code_verifier", "grant_type", "redirect_uri"]);
    // The page finished twice; the code was exchanged once.
    assert.equal(provider.asked.filter((request) => request === "POST /token").length, 1);

    await tab.locator("#sign-out").click();
    await tab.locator("#signed-out").waitFor();
    assert.equal(new URL(tab.url()).pathname, SIGNED_OUT);
    assert.deepEqual(await tab.evaluate(() => ({ ...sessionStorage })), {});
    assert.ok(provider.asked.includes("POST /session/end/confirm"));
  });

  it("is refused by the provider where the verifier is another login's", async (t) => {
    const tab = await open(t);
    await tab.evaluate(() => {
      const keep = Storage.prototype.setItem;
      Storage.prototype.setItem = function (name, text) {
        const pending = JSON.parse(text);
        if (typeof pending.verifier !== "string") throw new Error("no verifier");
        keep.call(this, name, JSON.stringify({ ...pending, verifier: "A".repeat(43) }));
      };
    });
    await tab.locator("#sign-in").click();
    await returned(tab);
    assert.equal((await read(tab, "error")).code, "code_rejected");
  });
});
