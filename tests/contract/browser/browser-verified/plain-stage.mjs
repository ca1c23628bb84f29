/**
 * A plain provider, the page of the browser-verified way, and Chromium, for one suite; no Worker.
 *
 * In: a free port. Out: `provider`, `site`, `browser`; the page's `address`. Never: an end that leaves one of them running.
 */
import { after, before } from "node:test";
import { launchChromium } from "../../../world/browsers/chromium.mjs";
import { CLIENT_ID, startPlainProvider } from "../../../world/deployment/plain-provider.mjs";
import { startVerifiedSite } from "./site.mjs";
import { addressesAt } from "./stage.mjs";

/** Call it inside `describe`. */
export function plainStage(port) {
  const { address, signedOut } = addressesAt(port);
  const stage = { address };
  before(async () => {
    const registered = { redirectUri: address, postLogoutRedirectUri: signedOut };
    stage.provider = await startPlainProvider(registered);
    const options = { preset: "oidc", issuer: stage.provider.issuer, clientId: CLIENT_ID, ...registered };
    // Behind `/auth` there is nothing: a request to a Worker would fail.
    stage.site = await startVerifiedSite({ port, worker: "http://localhost:1", options });
    stage.browser = await launchChromium();
  });
  after(async () => {
    await stage.browser?.close();
    await stage.site?.close();
    await stage.provider?.close();
  });
  return stage;
}
