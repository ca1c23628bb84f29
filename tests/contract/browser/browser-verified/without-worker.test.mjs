/** The browser-verified way with a plain provider, without any Worker: the page exchanges the code itself, bound by PKCE. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { freePort } from "../../../world/deployment/index.mjs";
import { PERSON } from "../../../world/deployment/plain-provider.mjs";
import { plainStage } from "./plain-stage.mjs";
import { SIGNED_OUT } from "./page.mjs";
import { errorOf, finished, open as openPage, readJson, storedIn } from "./visitor.mjs";

describe("without a Worker", async () => {
  const stage = plainStage(await freePort());

  async function open(t) {
    const context = await stage.browser.newContext();
    t.after(() => context.close());
    const tab = await context.newPage();
    await openPage(tab, stage.address);
    stage.provider.asked.length = 0;
    return tab;
  }

  it("signs in with PKCE, and out", async (t) => {
    const tab = await open(t);
    const sent = [];
    tab.on("request", (request) => { if (/\/(auth|token)(\?|$)/.test(request.url())) sent.push(request); });
    await tab.locator("#sign-in").click();
    await finished(tab);
    const { identity, returnTo } = await readJson(tab, "result");
    assert.deepEqual([identity.sub, identity.issuer, identity.email, returnTo], [PERSON.sub, stage.provider.issuer, PERSON.email, "/dossier"]);

    const [authorization, token] = sent;
    assert.equal(new URL(authorization.url()).searchParams.get("code_challenge_method"), "S256");
    const form = new URLSearchParams(token.postData());
    assert.deepEqual([...form.keys()].sort(), ["client_id", "code", "code_verifier", "grant_type", "redirect_uri"]);
    // The page finished twice; the code was exchanged once.
    assert.equal(stage.provider.asked.filter((request) => request === "POST /token").length, 1);

    await tab.locator("#sign-out").click();
    await tab.locator("#signed-out").waitFor();
    assert.equal(new URL(tab.url()).pathname, SIGNED_OUT);
    assert.deepEqual(await storedIn(tab), {});
    assert.ok(stage.provider.asked.includes("POST /session/end/confirm"));
  });

  it("is refused by the provider where the verifier is another login's", async (t) => {
    const tab = await open(t);
    await tab.evaluate(() => {
      const keep = Storage.prototype.setItem;
      Storage.prototype.setItem = function (name, text) {
        const [[state, login]] = JSON.parse(text);
        const pending = JSON.parse(login);
        if (typeof pending.verifier !== "string") throw new Error("no verifier");
        keep.call(this, name, JSON.stringify([[state, JSON.stringify({ ...pending, verifier: "A".repeat(43) })]]));
      };
    });
    await tab.locator("#sign-in").click();
    await finished(tab);
    assert.equal(await errorOf(tab), "code_rejected");
  });
});
