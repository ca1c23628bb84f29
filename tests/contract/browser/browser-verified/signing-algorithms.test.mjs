/** Each signing algorithm in Chromium, Firefox and WebKit: the page verifies by what the engine has, and refuses another key's signature. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { ENGINES } from "../../../world/browsers/drivers/index.mjs";
import { freePort } from "../../../world/deployment/index.mjs";
import { CLIENT_ID, PERSON, startPlainProvider } from "../../../world/deployment/plain-provider.mjs";
import { startVerifiedSite } from "./site.mjs";
import { addressesAt } from "./stage.mjs";

const ALGORITHMS = ["ES256", "RS256", "PS256", "EdDSA"];

const readJson = async (tab, id) => JSON.parse(await tab.text(`#${id}`));

async function signIn(tab, address) {
  await tab.goto(address);
  await tab.see("#ready");
  await tab.click("#sign-in");
  await tab.see("#result, #error");
}

/** A provider and a page for each algorithm. */
const sites = {};
before(async () => {
  for (const alg of ALGORITHMS) {
    const port = await freePort();
    const { address, signedOut } = addressesAt(port);
    const registered = { redirectUri: address, postLogoutRedirectUri: signedOut };
    const provider = await startPlainProvider({ ...registered, alg });
    const options = { preset: "oidc", issuer: provider.issuer, clientId: CLIENT_ID, signingAlg: alg, ...registered };
    sites[alg] = { address, provider, site: await startVerifiedSite({ port, worker: "http://localhost:1", options }) };
  }
});
after(async () => {
  for (const { site, provider } of Object.values(sites)) {
    await site.close();
    await provider.close();
  }
});

for (const { name, launch } of ENGINES) {
  describe(`signatures in ${name}`, () => {
    let browser;
    before(async () => {
      browser = await launch();
    });
    after(() => browser?.close());

    for (const alg of ALGORITHMS) {
      it(`${alg}: the provider's is verified, and one by another key is signature_invalid`, async () => {
        const { address, provider } = sites[alg];
        for (const forged of [true, false]) {
          provider.forged = forged;
          // WebKit has one profile at a time.
          const { tab, close } = await browser.profile();
          try {
            await signIn(tab, address);
            if (forged) assert.equal((await readJson(tab, "error")).code, "signature_invalid");
            else assert.equal((await readJson(tab, "result")).identity.sub, PERSON.sub);
          } finally {
            await close();
          }
        }
      });
    }
  });
}
