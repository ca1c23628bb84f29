/**
 * From nothing to the first login URL and the first verified token: see tests/measure/bench/README.md, "cold-start".
 */
import { launchChromium } from "../../../world/browsers/chromium.mjs";
import { checksOf, page } from "../lib/peers/catalogue.mjs";
import { clientAtTheEdge } from "../../../world/handmade/edge-client.mjs";
import { edgeVisit } from "../lib/peers/edge-visit.mjs";
import { lay } from "../lib/peers/fresh-workerd.mjs";
import { startProvider } from "../../../world/handmade/provider.mjs";
import { startSite } from "../lib/peers/site.mjs";
import { takeTurns } from "../lib/peers/turns.mjs";
import { FAST_4G, visit } from "../lib/peers/visit.mjs";
import { bundleWorker, WORKERS } from "../lib/peers/workers.mjs";

export const title = "Cold start";

const NOTHING = { name: "a page that does nothing", program: "nothing" };
/** Ours first: the others are compared with it. */
const COMPETITORS = [
  ...["fc-pivot", "oidc-client-ts", "oauth4webapi", "oauth4webapi-jose"].map(page),
  { ...page("fc-pivot"), name: "fc-pivot, its Wasm named in the page", preloads: true },
  NOTHING,
];
const WAYS = { "no network between": undefined, "Chromium's \"Fast 4G\"": FAST_4G };
/** A visit takes seconds. */
const roundsOfPages = (rounds) => Math.ceil(rounds / 3);

export async function run({ rounds, ways = WAYS }) {
  return [...(await pages(ways, roundsOfPages(rounds))), await workers(rounds)];
}

async function pages(ways, rounds) {
  const provider = await startProvider();
  const sites = {};
  for (const { name, program, preloads } of COMPETITORS) sites[name] = await startSite(program, provider.issuer, { preloads });
  const browser = await launchChromium();
  try {
    const tables = [];
    for (const [way, network] of Object.entries(ways)) tables.push(await pagesOver(way, network, { browser, provider, sites, rounds }));
    return tables;
  } finally {
    await browser.close();
    for (const site of Object.values(sites)) await site.close();
    await provider.close();
  }
}

const PAGE_STEPS = { begun: "first login URL", returned: "first verified token", again: "the same, files cached" };

async function pagesOver(way, network, { browser, provider, sites, rounds }) {
  const competitors = Object.entries(sites).map(([name, site]) => [name, async () => {
    const seen = await visit(browser, site, provider, { network });
    if (seen.error) throw new Error(`${name}: ${seen.error}`);
    return seen;
  }]);
  const turns = await takeTurns(Object.fromEntries(competitors), rounds);
  return {
    caption: `Milliseconds from a navigation in a fresh Chromium page, ${way}; ${rounds} rounds`,
    columns: ["", ...columnsOf(PAGE_STEPS), "checks of the ID token"],
    rows: await Promise.all(COMPETITORS.map(async (shown) =>
      [shown.name, ...(await cells(turns, shown.name, PAGE_STEPS)), shown === NOTHING ? "" : checksOf(shown)])),
  };
}

/** V8 compiles a function of Wasm when it is first called; plain workerd can be told not to wait. */
const NOT_LAZY = "--no-wasm-lazy-compilation";
const [OURS, ...PEERS] = WORKERS;
const COLD_WORKERS = [OURS, { ...OURS, name: `${OURS.name}, with V8's ${NOT_LAZY}`, v8Flags: [NOT_LAZY] }, ...PEERS];

const WORKER_STEPS = { started: "process to listening", begun: "first login URL", returned: "first callback", total: "all three" };

async function workers(rounds) {
  const { provider, settings } = await clientAtTheEdge();
  const laid = {};
  for (const worker of COLD_WORKERS) laid[worker.name] = await lay(await bundleWorker(worker), worker.v8Flags);
  try {
    const competitors = Object.entries(laid).map(([name, files]) => [name, async () => {
      const { location, started, begun, returned } = await edgeVisit(files, settings, provider);
      if (location !== "/") throw new Error(`${name}: the callback led to ${location}`);
      return { started, begun, returned, total: started + begun + returned };
    }]);
    const turns = await takeTurns(Object.fromEntries(competitors), rounds);
    return {
      caption: `Milliseconds in a fresh workerd, a process for each round, tokens encrypted for ECDH-ES; ${rounds} rounds`,
      columns: ["", ...columnsOf(WORKER_STEPS)],
      rows: await Promise.all(Object.keys(laid).map(async (name) => [name, ...(await cells(turns, name, WORKER_STEPS))])),
    };
  } finally {
    for (const files of Object.values(laid)) await files.remove();
    await provider.close();
  }
}

const columnsOf = (steps) => Object.values(steps).flatMap((step) => [step, "÷ ours"]);

async function cells(turns, name, steps) {
  const made = Object.keys(steps).map(async (step) => [turns.milliseconds(name, step), await turns.timesOurs(name, step)]);
  return (await Promise.all(made)).flat();
}
