/**
 * What a page loads, and what a Worker weighs, beside the peers: see tests/measure/bench/README.md, "sizes".
 */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { bundlePage, sum, weigh } from "../../../ship/packaging/bundle.mjs";
import { deployed } from "../../../ship/packaging/deployed.mjs";
import { transfer } from "../../../ship/packaging/transfer.mjs";
import { checksOf, EDGE_SESSION, PAGES, versionsOf } from "../lib/peers/catalogue.mjs";
import { bundlePeer } from "../lib/peers/page.mjs";
import { bundleWorker, WORKERS } from "../lib/peers/workers.mjs";

export const title = "Sizes";

const root = (path) => fileURLToPath(new URL(`../../../../${path}`, import.meta.url));
const KB = 1024;
const bytes = (number) => number.toLocaleString("en");

export async function run() {
  return [await ours(), await pages(), await workers()];
}

async function ours() {
  const [session, verified] = await Promise.all([transfer(root("pkg"), "fc-pivot", "edgeSession"), transfer(root("pkg"), "fc-pivot/browser", "browserVerified")]);
  const worker = await deployed(root("worker/dist"));
  const line = (what, size, target) => [what, bytes(size), bytes(target), (size / target).toFixed(2)];
  return {
    caption: "Ours, in bytes of brotli, and the targets",
    columns: ["", "bytes", "target", "of the target"],
    rows: [
      line("edge session: all that the page loads", session.beforeClick, 4 * KB),
      line("browser-verified: until the Wasm is needed", verified.beforeClick, 8 * KB),
      line("browser-verified: the Wasm with its glue", await withGlue("browser"), 45 * KB),
      line("edge Worker, complete, as wrangler deploys it", worker.script + worker.wasm, 100 * KB),
    ],
  };
}

/** A Wasm module, and the minified JavaScript by which it is entered. */
async function withGlue(module) {
  const { first } = await bundlePage(`export * from "./fc_pivot.js";`, root(`pkg/dist/${module}`));
  return weightOf(first) + weigh(await readFile(root(`pkg/dist/${module}/fc_pivot_bg.wasm`)));
}

const weightOf = (outputs) => sum(outputs.map(({ weight }) => weight));

async function pages() {
  const lines = [EDGE_SESSION, ...PAGES].map(async (page) => {
    const { first, later } = await bundlePeer(page.program);
    return [page.name, versionsOf(page), bytes(weightOf(first)), bytes(weightOf(later)), checksOf(page), page.decrypts, page === EDGE_SESSION ? "yes" : "no"];
  });
  return {
    caption: "A page that signs people in, minified by esbuild, in bytes of brotli: login redirect, callback, ID token",
    columns: ["", "version", "before the click", "after", "checks of an ID token", "decrypts it", "session at the edge"],
    rows: await Promise.all(lines),
  };
}

async function workers() {
  const lines = WORKERS.map(async (worker) => {
    const [plain, minified] = await Promise.all([false, true].map((minify) => bundleWorker(worker, { minify })));
    const wasm = plain.wasm === undefined ? 0 : weigh(plain.wasm);
    const [script, small] = [plain, minified].map((each) => weigh(each.script));
    return [worker.name, versionsOf(worker), bytes(script), bytes(small), bytes(wasm), bytes(script + wasm)];
  });
  return {
    caption: "A Worker that signs people in through FranceConnect+ and keeps the session in an encrypted cookie, in bytes of brotli",
    columns: ["", "version", "script", "script, minified", "Wasm", "complete"],
    rows: await Promise.all(lines),
    note: "The peers' Workers have a login, a callback and a session; ours also has sign-out, stores, the page's exchange, events, and a whole identity.",
  };
}
