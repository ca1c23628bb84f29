/**
 * The verification's competitors in three engines: this Node and plain workerd, with the edge's module; headless Chromium, with the page's.
 *
 * In: orders for the stand (sides/stand.mjs). Out: the nonce of a login; the microseconds that one verification took. Never: a time of an
 * order that was refused: it throws.
 */
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { launchChromium } from "../../../world/browsers/chromium.mjs";
import * as edgeModule from "../../../../pkg/dist/load/edge.node.js";
import { createOurs } from "../sides/edge.mjs";
import { createStand } from "../sides/stand.mjs";
import { startWorkerd } from "./workerd.mjs";

const MICROSECONDS = 1000;

async function inNode() {
  await edgeModule.load();
  const stand = createStand(createOurs(edgeModule));
  return {
    begin: stand.begin,
    async verify(order) {
      await stand.ready(order);
      try {
        const from = performance.now();
        await stand.verify(order);
        return ((performance.now() - from) * MICROSECONDS) / order.count;
      } finally {
        await stand.finish(order);
      }
    },
    stop: async () => {},
  };
}

/** Timed from outside, less what a request takes that verifies nothing. */
async function inWorkerd() {
  const { ports, stop } = await startWorkerd({ verify: { entry: new URL("../apps/verify.mjs", import.meta.url) } });
  const post = (path, order) => fetch(`http://127.0.0.1:${ports.verify}${path}`, { method: "POST", body: JSON.stringify(order) });
  const step = async (path, order) => {
    const from = performance.now();
    const answer = await post(path, order);
    const text = await answer.text();
    if (answer.status !== 204) throw new Error(text);
    return performance.now() - from;
  };
  return {
    begin: async (documents) => (await (await post("/begin", documents)).json()).nonce,
    async verify(order) {
      const empty = await step("/verify", order);
      await step("/ready", order);
      try {
        return (((await step("/verify", order)) - empty) * MICROSECONDS) / order.count;
      } finally {
        await step("/finish", order);
      }
    },
    stop,
  };
}

const PAGE = `<!doctype html><meta charset="utf-8"><title>bench</title>
<script type="importmap">{ "imports": { "jose": "/node_modules/jose/dist/webapi/index.js" } }</script>
<script type="module">
  import * as browserModule from "/pkg/dist/load/browser.js";
  import { createOurs } from "/tests/measure/bench/sides/page.mjs";
  import { createStand } from "/tests/measure/bench/sides/stand.mjs";
  await browserModule.load();
  window.stand = createStand(createOurs(browserModule));
</script>`;
const TYPES = { ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm" };

async function inChromium() {
  const server = createServer(serve).listen(0, "localhost");
  await once(server, "listening");
  const browser = await launchChromium();
  const stop = async () => {
    await browser.close();
    server.closeAllConnections();
    server.close();
  };
  try {
    const page = await browser.newPage();
    await page.goto(`http://localhost:${server.address().port}/`);
    await page.waitForFunction(() => window.stand !== undefined);
    return {
      begin: (documents) => page.evaluate((given) => window.stand.begin(given), documents),
      async verify(order) {
        const milliseconds = await page.evaluate(async (given) => {
          await window.stand.ready(given);
          try {
            const from = performance.now();
            await window.stand.verify(given);
            return performance.now() - from;
          } finally {
            await window.stand.finish(given);
          }
        }, order);
        return (milliseconds * MICROSECONDS) / order.count;
      },
      stop,
    };
  } catch (thrown) {
    await stop();
    throw thrown;
  }
}

/** The package as it is built, and jose as it is installed: no bundler between them and the engine. */
async function serve({ url }, response) {
  try {
    const { pathname } = new URL(url, "http://localhost");
    if (pathname === "/") response.setHeader("content-type", "text/html").end(PAGE);
    else response.setHeader("content-type", TYPES[extname(pathname)]).end(await readFile(fileURLToPath(new URL(`../../../..${pathname}`, import.meta.url))));
  } catch {
    response.writeHead(404).end();
  }
}

export const ENGINES = { Node: inNode, workerd: inWorkerd, Chromium: inChromium };
