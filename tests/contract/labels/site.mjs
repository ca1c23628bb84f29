/**
 * A site with one page and the files of labels, and the page in Chromium as the README's oldest browsers have it.
 *
 * In: the page's program. Out: its tab, its bundle, what the page asked for; a test may change what the site answers. Never: a request that
 * leaves the machine.
 */
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { after, before, beforeEach } from "node:test";
import { build } from "esbuild";
import { root } from "../../runner/checkout.mjs";
import { launchChromium } from "../../world/browsers/chromium.mjs";
import { FLOOR, takeNewerFunctionsAway } from "../browser/floor.mjs";
import { labelFiles } from "./files.mjs";

const HTML = '<!doctype html><title>Labels</title><link rel="icon" href="data:,"><script type="module" src="/main.js"></script>';

/** Call it outside of tests. The program sets `window.ready`. */
export async function labelSite(contents) {
  const { out } = await labelFiles();
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: `${root}tests` }, bundle: true, minify: true, format: "esm", target: FLOOR, write: false, metafile: true,
  });
  const site = { script: outputFiles[0].text, sources: Object.keys(metafile.inputs) };
  let browser;
  const server = createServer(async ({ url }, response) => {
    if (url === "/") return response.writeHead(200, { "content-type": "text/html" }).end(HTML);
    if (url === "/main.js") return response.writeHead(200, { "content-type": "text/javascript" }).end(site.script);
    site.asked.push(url);
    const [status, headers, body] = await site.answer(url);
    return response.writeHead(status, headers).end(body);
  });
  before(async () => {
    server.listen(0, "localhost");
    await once(server, "listening");
    browser = await launchChromium();
    const context = await browser.newContext();
    await context.addInitScript(takeNewerFunctionsAway);
    site.tab = await context.newPage();
    await site.tab.goto(`http://localhost:${server.address().port}/`);
    await site.tab.waitForFunction(() => window.ready);
  });
  after(async () => {
    await browser?.close();
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    site.asked = [];
    site.answer = async (url) => [200, { "content-type": "text/plain" }, await readFile(`${out}${url.replace("/labels", "")}`)];
  });
  return site;
}
