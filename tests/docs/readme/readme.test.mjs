/** What the README shows: its commands are there, its code runs as it stands there, and it stays one page. */
import assert from "node:assert/strict";
import { EventEmitter, once } from "node:events";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { after, before, describe, it } from "node:test";
import { root } from "../../runner/checkout.mjs";
import { launchChromium } from "../../world/browsers/chromium.mjs";
import { CLIENT_ID, deploy, freePort } from "../../world/deployment/index.mjs";
import { subjectOf } from "../../world/standin/index.mjs";
import { FLOOR } from "../../contract/browser/floor.mjs";
import { documentAt } from "./blocks.mjs";

const readme = await documentAt("README.md");
const pageCode = readme.blockOf("js", "// page.js\n");

describe("the README", () => {
  it("is one page", () => {
    assert.ok(readme.text.split("\n").length <= 151);
  });

  it("has no code that is not run", async () => {
    // The Worker is the tutorial's, which tests/docs/guides/tutorial.test.mjs runs.
    const tutorial = await documentAt("pkg/guides/tutorial.md");
    assert.equal(readme.blockOf("js", "// worker.js\n"), tutorial.blockOf("js", "// worker.js\n"));
    assert.equal(readme.count, 3);
  });

  it("names commands that are targets of the Makefile", async () => {
    const makefile = await readFile(`${root}Makefile`, "utf8");
    const targets = [...readme.blocks("sh").join("\n").matchAll(/^make (\w+)/gm)].map(([, target]) => target);
    assert.deepEqual(targets, ["demo", "test"]);
    for (const target of targets) assert.match(makefile, new RegExp(`^${target}:.*## `, "m"), target);
  });

  it("names the browsers that the package is tested as", () => {
    const [row] = readme.text.match(/^\| Chrome and Edge from .*$/m);
    const named = [...row.matchAll(/from (\d+)/g)].map(([, version]) => version);
    const [chrome, edge, firefox, safari, ios] = FLOOR.map((browser) => /(\d+)/.exec(browser)[1]);
    assert.deepEqual([edge, ios], [chrome, safari]);
    assert.deepEqual(named, [chrome, firefox, safari]);
  });

  it("leads to every guide, by a link or by the list of all", async () => {
    assert.ok(readme.links.includes("pkg/guides/README.md"));
    for (const path of readme.links) await readFile(`${root}${path}`);
  });
});

describe("the page", () => {
  let browser;
  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());

  /** A deployment whose page runs the README's code, with the package served beside it. */
  async function open(t) {
    const page = await mkdtemp(`${tmpdir()}/readme-`);
    const ports = { worker: await freePort(), standin: await freePort() };
    const origin = `http://localhost:${ports.worker}`;
    const imports = { "fc-pivot": "/pkg/index.js" };
    const scripts = `<script type="importmap">${JSON.stringify({ imports })}</script><script type="module">${pageCode}</script>`;
    await cp(`${root}pkg/dist`, `${page}/pkg`, { recursive: true });
    await writeFile(`${page}/index.html`, `<!doctype html><title>README</title>${scripts}`);
    const deployment = await deploy({ page, ports, client: { redirect_uris: [`${origin}/auth/callback`] } });

    const tab = await (await browser.newContext()).newPage();
    t.after(async () => {
      await tab.context().close();
      await deployment.stop();
      await rm(page, { recursive: true });
    });
    return { tab, origin, sentence: listen(tab) };
  }

  /** Waits until the page has said something like `pattern`, or has failed. */
  function listen(tab) {
    const said = [];
    const heard = new EventEmitter();
    const hear = (text) => {
      said.push(text);
      heard.emit("text");
    };
    tab.on("console", (message) => hear(message.text()));
    tab.on("pageerror", (error) => hear(`error: ${error.message}`));
    return async (pattern) => {
      const find = () => said.find((text) => pattern.test(text) || text.startsWith("error: "));
      while (find() === undefined) await once(heard, "text", { signal: AbortSignal.timeout(30_000) });
      return find();
    };
  }

  it("says who is signed in, and why a login failed", async (t) => {
    const { tab, origin, sentence } = await open(t);
    await tab.goto(origin);
    assert.equal(await sentence(/^sign in at/), "sign in at /auth/login?return_to=%2Faccount");
    await tab.goto(`${origin}/auth/login?return_to=/account`);
    await tab.locator('[data-person="married-name"]').click();
    assert.equal(await sentence(/^signed in/), `signed in as ${subjectOf(CLIENT_ID, "married-name")} at eidas3`);
    await tab.goto(`${origin}/?auth_error=access_denied`);
    assert.match(await sentence(/^access_denied/), /^access_denied The sign-in was interrupted/);
  });
});
