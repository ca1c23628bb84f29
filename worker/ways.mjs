/**
 * The ways in that this service offers: a deployment for each federation that has settings.
 *
 * In: the environment. Out: for each way its prefix, the federation, the settings as `fc-pivot` wants them. `FC_…` are the settings of `/auth`; with
 * `FRANCECONNECT_` or `PROCONNECT_` before them, those of `/franceconnect` and `/proconnect`. All other settings are shared. Never: a check of a
 * value, which is `fc-pivot`'s.
 *
 * @typedef {{ prefix: string, before: string, federation: string, environment: Record<string, unknown> }} Way
 */

const MAIN = { prefix: "/auth", before: "", preset: "franceconnect-plus" };

/** A further way is there where it has a client. */
const FURTHER = [
  { prefix: "/franceconnect", before: "FRANCECONNECT_", preset: "franceconnect" },
  { prefix: "/proconnect", before: "PROCONNECT_", preset: "proconnect" },
];

/** Names of settings that belong to one way alone; the service's address and its patience are the same for all. */
const OF_A_WAY = /^(?:[A-Z]+_)?FC_(?!PUBLIC_ORIGIN$|TIMEOUT$)/;

/**
 * @param {object} environment
 * @returns {[Way, ...Way[]]} the first is there whatever its settings say
 */
export function waysIn(environment) {
  const settings = Object.entries(environment).filter(([, value]) => value !== "");
  const further = FURTHER.map((way) => wayOf(way, settings)).filter(({ environment }) => "FC_CLIENT_ID" in environment);
  return [wayOf(MAIN, settings), ...further];
}

/**
 * Reads the settings of all ways; throws what `check()` throws, which names the first one that is missing or malformed. Of a further way, the error
 * says which.
 *
 * @param {readonly (Way & { auth: { check(environment?: object): Promise<void> } })[]} ways
 */
export async function checkAll(ways) {
  for (const { auth, environment, prefix, before } of ways) {
    await auth.check(environment).catch((cause) => {
      throw before === "" ? cause : new Error(`${prefix}, whose settings begin with ${before}: ${cause.message}`, { cause });
    });
  }
}

/**
 * What a page shows of them, at `/api/ways`; and, for the demo, the address of an application behind the gateway.
 *
 * @param {readonly Way[]} ways
 */
export const shownOf = (ways) => ({
  ways: ways.map(({ prefix, federation }) => ({ prefix, federation })),
  behindTheGateway: ways[0]?.environment.BEHIND_THE_GATEWAY ?? null,
});

/**
 * @param {typeof MAIN} way
 * @param {[string, unknown][]} settings
 * @returns {Way}
 */
function wayOf({ prefix, before, preset }, settings) {
  const shared = settings.filter(([name]) => !OF_A_WAY.test(name));
  const own = settings.filter(([name]) => name.startsWith(`${before}FC_`)).map(([name, value]) => [name.slice(before.length), value]);
  const environment = { FC_PRESET: preset, ...Object.fromEntries([...shared, ...own]) };
  return { prefix, before, federation: federationOf(environment.FC_PRESET), environment };
}

/**
 * A preset's name without what it says of the environment: `proconnect` of `proconnect-integration`.
 *
 * @param {unknown} preset
 */
const federationOf = (preset) => String(preset).replace(/-(?:sandbox|integration|production)$/, "");
