/**
 * Both ways of signing in, in Chromium, Firefox and WebKit: each journey is told once.
 *
 * The edge session is served over https, as it is in production: WebKit takes no `__Host-` cookie from http, not even on localhost.
 */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { CLIENT_ID, deploy, freePort } from "../../world/deployment/index.mjs";
import { startCookieJar } from "./cookie-jar.mjs";
import { ENGINES } from "../../world/browsers/drivers/index.mjs";
import { PAGE } from "./browser-verified/page.mjs";
import { startVerifiedSite } from "./browser-verified/site.mjs";

const hook = (name) => `[data-test="${name}"]`;
const person = (id) => `[data-person="${id}"]`;
const CANCEL = "[data-cancel]";
const SETTLED = 'main[aria-busy="false"]';

/** The Worker's answer to who is signed in, as the page itself can read it. */
const sessionOf = (tab) => tab.run(async () => {
  const answer = await fetch("/auth/session");
  return { status: answer.status, ...(await answer.json()) };
});

async function assertNobody(tab) {
  const { status, error } = await sessionOf(tab);
  assert.deepEqual([status, error.code], [401, "no_session"]);
}

const EDGE_SESSION = {
  "signs in, knows who is signed in after a reload, and signs out": async (tab, { origin }) => {
    await tab.goto(`${origin}/?dossier=17`);
    await tab.click(hook("sign-in"));
    await tab.click(person("married-name"));
    await tab.see(hook("identity"));
    assert.equal(await tab.address(), `${origin}/?dossier=17`);
    assert.equal(await tab.text(hook("person-name")), "KERVOALEN (nom d’usage\u00a0: VASSEUR-MORIN) Solène Capucine");
    assert.equal(await tab.run(() => document.cookie), "");

    await tab.goto(`${origin}/`);
    await tab.see(hook("identity"));
    const { status, identity, assurance } = await sessionOf(tab);
    assert.deepEqual([status, identity.birthName, assurance.acr], [200, "KERVOALEN", "eidas3"]);

    await tab.click(hook("sign-out"));
    await tab.see(hook("sign-in"));
    assert.equal(await tab.address(), `${origin}/`);
    await assertNobody(tab);
  },

  "raises the level, and stays signed in": async (tab, { origin }) => {
    await tab.goto(`${origin}/`);
    await tab.click(hook("sign-in"));
    await tab.click(person("level-eidas2"));
    await tab.click(hook("raise-level"));
    await tab.see('[data-acr="eidas3"]');
    await tab.click(person("married-name"));
    await tab.see(hook("identity"));
    assert.equal((await sessionOf(tab)).assurance.acr, "eidas3");
  },

  "says why a sign-in was given up, and the next one succeeds": async (tab, { origin }) => {
    await tab.goto(`${origin}/`);
    await tab.click(hook("sign-in"));
    await tab.click(CANCEL);
    await tab.see(`${hook("alert")}[data-code="access_denied"]`);
    await assertNobody(tab);

    await tab.click(hook("sign-in"));
    await tab.click(person("born-abroad"));
    await tab.see(hook("identity"));
    assert.equal((await sessionOf(tab)).identity.birthName, "EL FASSI");
  },

  "says why a level was too low": async (tab, { origin }) => {
    await tab.goto(`${origin}/`);
    await tab.click(hook("sign-in"));
    await tab.click(person("level-eidas1"));
    await tab.see(`${hook("alert")}[data-code="acr_insufficient"]`);
    await assertNobody(tab);
  },

  "opens nothing by a callback that comes again, and keeps the session": async (tab, { origin, callbacks }) => {
    await tab.goto(`${origin}/`);
    await tab.click(hook("sign-in"));
    await tab.click(person("married-name"));
    await tab.see(hook("identity"));
    await tab.goto(callbacks.at(-1));
    await tab.see(hook("identity"));
    assert.equal(await tab.address(), `${origin}/`);
    assert.equal((await sessionOf(tab)).identity.birthName, "KERVOALEN");
  },
};

const readJson = async (tab, id) => JSON.parse(await tab.text(`#${id}`));
const stored = (tab) => tab.run(() => ({ ...sessionStorage }));

/** From the page to the stand-in and back, finished one way or the other. */
async function signInVerified(tab, choice) {
  await tab.see("#ready");
  await tab.click("#sign-in");
  await tab.click(choice);
  await tab.see("#ready");
}

const BROWSER_VERIFIED = {
  "verifies who signed in, and keeps nothing": async (tab, { page }) => {
    await tab.goto(page);
    await signInVerified(tab, person("married-name"));
    const { identity, assurance, returnTo } = await readJson(tab, "result");
    assert.deepEqual([identity.birthName, identity.birthdate.iso, assurance.acr, returnTo], ["KERVOALEN", "1987-05-23", "eidas3", "/dossier"]);
    assert.deepEqual(await stored(tab), {});
  },

  "says why a sign-in failed, and the next one succeeds": async (tab, { page }) => {
    for (const [choice, code] of [[CANCEL, "access_denied"], [person("level-eidas1"), "acr_insufficient"]]) {
      await tab.goto(page);
      await signInVerified(tab, choice);
      assert.equal((await readJson(tab, "error")).code, code);
      assert.deepEqual(await stored(tab), {});
    }
    await signInVerified(tab, person("born-abroad"));
    assert.equal((await readJson(tab, "result")).identity.birthName, "EL FASSI");
  },

  "finishes a login once: a reload finds it used up": async (tab, { page }) => {
    await tab.goto(page);
    await signInVerified(tab, person("married-name"));
    await readJson(tab, "result");
    await tab.goto(await tab.address());
    await tab.see("#ready");
    assert.equal((await readJson(tab, "error")).code, "state_unknown");
  },
};

/** What the limit of `COOKIE_BYTES` (src/base/limits.rs) rests on: name and value of 4096 bytes are kept, whole. */
const COOKIES = {
  "keeps cookies of 4095 and 4096 bytes": async (tab, { jar }) => {
    for (const bytes of [4095, 4096]) {
      await tab.goto(jar.setting(bytes));
      await tab.goto(jar.showing);
      assert.equal(await tab.text("pre"), String(bytes));
    }
  },

  "gives a cookie of 4097 bytes back whole or not at all": async (tab, { jar }) => {
    await tab.goto(jar.setting(4097));
    await tab.goto(jar.showing);
    assert.match(await tab.text("pre"), /^(0|4097)$/);
  },
};

describe("the engines", () => {
  const held = { callbacks: [] };
  const wrongs = { lowLevels: true, callback: (url) => { held.callbacks.push(url.href); return url; } };
  before(async () => {
    held.edge = await deploy({ https: true, wrongs });
    held.origin = held.edge.origin;
    const port = await freePort();
    held.page = `http://localhost:${port}${PAGE}`;
    held.verified = await deploy({ client: { redirect_uris: [held.page] }, wrongs: { lowLevels: true } });
    const options = { issuer: held.verified.standin.issuer, clientId: CLIENT_ID, redirectUri: held.page };
    held.site = await startVerifiedSite({ port, worker: held.verified.origin, options });
    held.jar = await startCookieJar();
  });
  after(async () => {
    await held.jar?.close();
    await held.site?.close();
    await held.verified?.stop();
    await held.edge?.stop();
  });

  for (const { name, launch } of ENGINES) {
    describe(name, () => {
      let browser;
      before(async () => {
        browser = await launch();
      });
      after(() => browser?.close());

      for (const [way, journeys] of Object.entries({ "the edge session": EDGE_SESSION, "the browser-verified way": BROWSER_VERIFIED, cookies: COOKIES })) {
        for (const [what, journey] of Object.entries(journeys)) {
          it(`${way}: ${what}`, async (t) => {
            const { tab, close } = await browser.profile();
            t.after(close);
            await journey(tab, held);
          });
        }
      }
    });
  }
});
