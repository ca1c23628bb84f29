/**
 * A stage (tests/world/browsers/stage.mjs) with the page of the browser-verified way on it, for one suite.
 *
 * In: a free port, the options of `browserVerified` beyond the registered client. Out: the stage with its `site`; the page's `address`.
 * Never: an end that leaves the site running.
 */
import { after, before } from "node:test";
import { CLIENT_ID } from "../../../world/deployment/index.mjs";
import { stage } from "../../../world/browsers/stage.mjs";
import { PAGE, SIGNED_OUT } from "./page.mjs";
import { startVerifiedSite } from "./site.mjs";

/** What both the tab and the provider's registration must know: where the page lies, and where it returns to once signed out. */
export const addressesAt = (port) => ({ address: `http://localhost:${port}${PAGE}`, signedOut: `http://localhost:${port}${SIGNED_OUT}` });

/** Call it inside `describe`. */
export function verifiedStage(port, more = {}) {
  const { address, signedOut } = addressesAt(port);
  const demo = stage({ client: { redirect_uris: [address], post_logout_redirect_uris: [signedOut], claims: ["amr"] } });
  before(async () => {
    const options = { issuer: demo.standin.issuer, clientId: CLIENT_ID, redirectUri: address, postLogoutRedirectUri: signedOut, amr: true, ...more };
    demo.site = await startVerifiedSite({ port, worker: demo.origin, options });
    demo.pages.push(demo.site.origin);
  });
  after(() => demo.site?.close());
  return demo;
}
