/**
 * The Worker with three ways in: FranceConnect+ as tests/world/deployment deploys it, FranceConnect and ProConnect beside it on the same host.
 *
 * In: what to deploy, and ports for the further stand-ins. Out: the deployment, with the stand-in of each federation. Never: a session or a key of
 * one way that another knows, but for `SESSION_KEYS`.
 */
import { startStandin } from "../standin/index.mjs";
import { clientSecret, deploy, freePort } from "./index.mjs";

/** As worker/ways.mjs reads them. */
export const FURTHER = Object.freeze({ franceconnect: "FRANCECONNECT_", proconnect: "PROCONNECT_" });

/**
 * @param {object} options those of `deploy`
 * @param {Record<string, number>} [options.ports] `worker`, `standin`, `franceconnect`, `proconnect`
 */
export async function deployThreeWays({ ports = {}, settings = {}, ...options } = {}) {
  const worker = ports.worker ?? (await freePort());
  const standins = {};
  const stopThem = () => Promise.all(Object.values(standins).map((standin) => standin.close()));
  try {
    const ofFurther = {};
    for (const [plays, before] of Object.entries(FURTHER)) {
      const client = registrationOf(plays, `http://localhost:${worker}`);
      standins[plays] = await startStandin({ plays, port: ports[plays] ?? 0, clients: [client] });
      Object.assign(ofFurther, {
        [`${before}FC_ISSUER`]: standins[plays].issuer,
        [`${before}FC_CLIENT_ID`]: client.client_id,
        [`${before}FC_CLIENT_SECRET`]: client.client_secret,
      });
    }
    const deployment = await deploy({ ...options, ports: { ...ports, worker }, settings: { ...ofFurther, ...settings } });
    return { ...deployment, standins: { ...standins, "franceconnect-plus": deployment.standin }, stop: () => deployment.stop().then(stopThem) };
  } catch (thrown) {
    await stopThem();
    throw thrown;
  }
}

const registrationOf = (plays, origin) => ({
  client_id: `service-${plays}`,
  client_secret: clientSecret(),
  redirect_uris: [`${origin}/${plays}/callback`],
  post_logout_redirect_uris: [`${origin}/${plays}/logged-out`],
  id_token_signed_response_alg: "ES256",
});
