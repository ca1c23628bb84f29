/**
 * What is asked of a provider that lets browsers redeem codes: a whole sign-in and sign-out in Chromium, at its own pages, by the page alone.
 *
 * In: how the provider is started, with a client that has no secret; what a person does at its pages (`atPages`, `atSignOut`). Out: its tests.
 * Never: a Worker; behind `/auth` there is nothing.
 */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { launchChromium } from "../../world/browsers/chromium.mjs";
import { CLIENT_ID, freePort } from "../../world/deployment/index.mjs";
import { SIGNED_OUT } from "../browser/browser-verified/page.mjs";
import { startVerifiedSite } from "../browser/browser-verified/site.mjs";
import { addressesAt } from "../browser/browser-verified/stage.mjs";
import { errorOf, finished, open as openPage, readJson, storedIn } from "../browser/browser-verified/visitor.mjs";

/** `what` names the provider in the report; `start` is that of its file. */
export function verifiesByPageAloneAt(what, start) {
  describe(`a page without a Worker at ${what}`, { timeout: 180_000 }, () => {
    let provider, site, browser, address;
    before(async () => {
      const port = await freePort();
      const { address: page, signedOut } = addressesAt(port);
      address = page;
      provider = await start({ clientId: CLIENT_ID, redirectUri: address, postLogoutRedirectUri: signedOut });
      const options = {
        preset: "oidc", issuer: provider.issuer, clientId: CLIENT_ID, redirectUri: address, postLogoutRedirectUri: signedOut,
        signingAlg: provider.settings.FC_SIGNING_ALG,
      };
      site = await startVerifiedSite({ port, worker: "http://localhost:1", options });
      browser = await launchChromium();
    });
    after(async () => {
      await browser?.close();
      await site?.close();
      await provider?.stop();
    });

    /** A person's browser, whose page keeps `changed` of each login in place of what it made. */
    async function open(t, changed = {}) {
      const context = await browser.newContext();
      t.after(() => context.close());
      const tab = await context.newPage();
      tab.setDefaultTimeout(30_000);
      await openPage(tab, address);
      await tab.evaluate((other) => {
        const keep = Storage.prototype.setItem;
        Storage.prototype.setItem = function (name, text) {
          const [[state, login]] = JSON.parse(text);
          const pending = JSON.parse(login);
          for (const part of Object.keys(other)) if (typeof pending[part] !== "string") throw new Error(`no ${part}`);
          keep.call(this, name, JSON.stringify([[state, JSON.stringify({ ...pending, ...other })]]));
        };
      }, changed);
      return tab;
    }

    async function signIn(tab) {
      await tab.locator("#sign-in").click();
      await provider.atPages(tab);
      await finished(tab);
    }

    it("the page verifies who signed in, sends no secret, keeps nothing, and signs out", async (t) => {
      const tab = await open(t);
      const tokens = [];
      tab.on("request", (request) => { if (request.method() === "POST" && /\/token(\?|$)/.test(request.url())) tokens.push(request); });
      await signIn(tab);
      const { identity, returnTo } = await readJson(tab, "result");
      assert.deepEqual([identity.issuer, identity.email, returnTo], [provider.issuer, provider.person.email, "/dossier"]);
      if (provider.person.sub) assert.equal(identity.sub, provider.person.sub);
      assert.deepEqual(tokens.map((request) => [...new URLSearchParams(request.postData()).keys()].sort()), [
        ["client_id", "code", "code_verifier", "grant_type", "redirect_uri"],
      ]);
      assert.equal(tokens[0].headers().authorization, undefined);
      assert.deepEqual(await storedIn(tab), {});

      await tab.locator("#sign-out").click();
      await provider.atSignOut(tab);
      if (provider.keepsInBrowser) {
        assert.equal(new URL(tab.url()).origin, new URL(provider.issuer).origin);
      } else {
        await tab.locator("#signed-out").waitFor();
        assert.equal(new URL(tab.url()).pathname, SIGNED_OUT);
      }
    });

    for (const [part, code] of [["nonce", "nonce_mismatch"], ["verifier", "code_rejected"]]) {
      it(`with its own ${part} it signs in, and with another login's it is ${code}`, async (t) => {
        const own = await open(t);
        await signIn(own);
        assert.equal((await readJson(own, "result")).identity.email, provider.person.email);
        const other = await open(t, { [part]: "A".repeat(43) });
        await signIn(other);
        assert.equal(await errorOf(other), code);
        assert.deepEqual(await storedIn(other), {});
      });
    }
  });
}
