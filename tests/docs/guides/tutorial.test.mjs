/**
 * pkg/guides/tutorial.md, run as it is printed: its commands in its order, its files by the names in their first lines.
 *
 * Replaced are: the folder, the ports, and what comes from the network (npm's registry: vite and wrangler are those of this checkout, above the
 * project's folder; what the stand-in needs is laid out). Not repeated: `make build`, which the tests have behind them.
 */
import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { resolveConfig } from "vite";
import { root } from "../../runner/checkout.mjs";
import { launchChromium } from "../../world/browsers/chromium.mjs";
import { layOutStandinsNeeds } from "../../world/packed/installation.mjs";
import { documentAt } from "../readme/blocks.mjs";
import { freePortsFor, replaced, run, type } from "../readme/typing.mjs";

const { blockOf, count } = await documentAt("pkg/guides/tutorial.md");
const packing = blockOf("sh", "# In fc-pivot's repository: ");
const settingUp = blockOf("sh", "# In the new folder. ");
const starting = blockOf("sh", "npx fc-pivot-standin ");
const files = {
  "index.html": blockOf("html", "<!-- index.html -->\n"),
  "main.js": blockOf("js", "// main.js, "),
  "worker.js": blockOf("js", "// worker.js\n"),
  "wrangler.jsonc": blockOf("jsonc", "// wrangler.jsonc\n"),
  "vite.config.js": blockOf("js", "// vite.config.js\n"),
};

const FROM_REGISTRY = / vite@(\S+) wrangler@(\S+)$/m;

const { ports, onFreePorts } = await freePortsFor(8787, 5173, 9400);
const WORKER = ports[8787];
const VITE = ports[5173];

const closing = [];
after(async () => { for (const close of closing.reverse()) await close(); });

/** The project, as far as a newcomer has it before she starts it. */
async function makeProject() {
  await mkdir(`${root}.build`, { recursive: true });
  const folder = await mkdtemp(`${root}.build/quickstart-`);
  closing.push(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const project = `${folder}/my-service`;
  type(root, replaced(replaced(packing, "make build\n", ""), "../my-service", project));

  // The project itself and the package come from no network; all else of this block follows the line that would.
  const [line] = /^npm install -D .*\n/m.exec(settingUp);
  const [earlier, later] = settingUp.split(line);
  type(project, onFreePorts(earlier));
  await layOutStandinsNeeds(`${project}/node_modules`);
  // npm asks the registry for what its lock files do not know, unless there are none: then it looks at what is there.
  for (const lock of ["package-lock.json", "node_modules/.package-lock.json"]) await rm(`${project}/${lock}`);
  type(project, onFreePorts(line.replace(FROM_REGISTRY, "") + later));
  for (const [name, text] of Object.entries(files)) await writeFile(`${project}/${name}`, onFreePorts(text));
  return project;
}

/** Starts a command of the tutorial's that stays, and waits until it is ready. */
async function keep(command, cwd, ready) {
  closing.push(await run(cwd, command, ready));
}

describe("the tutorial", () => {
  let browser;
  let project;
  before(async () => {
    project = await makeProject();
    const [standin, build, worker] = onFreePorts(starting).trim().split("\n");
    await keep(standin, project, /\/api\/v2/);
    type(project, build);
    await keep(worker, project, /Ready on/);
    await keep("npx vite", project, /ready in/);
    browser = await launchChromium();
    closing.push(() => browser.close());
  });

  it("has no code that is not run here", () => {
    assert.equal(count, 3 + Object.keys(files).length);
  });

  it("takes the versions that are tested", async () => {
    const [, ...versions] = FROM_REGISTRY.exec(settingUp);
    const manifests = await Promise.all(["vite", "wrangler"].map((name) => readFile(`${root}node_modules/${name}/package.json`, "utf8")));
    assert.deepEqual(versions, manifests.map((text) => JSON.parse(text).version));
  });

  for (const [name, port] of [["wrangler dev", WORKER], ["Vite's own server", VITE]]) {
    it(`signs a person in and out at ${name}, and shows a failure`, async () => {
      const address = `http://localhost:${port}/`;
      const tab = await (await browser.newContext()).newPage();
      const shown = (id) => tab.locator(`#${id}`).textContent();
      await tab.goto(address);
      await tab.locator("#sign-in").click();
      await tab.locator('[data-person="married-name"]').click();
      await tab.locator("#sign-out button").waitFor();
      assert.deepEqual([tab.url(), await shown("person"), await shown("error")], [address, "Signed in: VASSEUR-MORIN", ""]);
      const permits = () => tab.evaluate(async () => {
        const answer = await fetch("/api/permits");
        return { status: answer.status, named: Object.keys(await answer.json()) };
      });
      assert.deepEqual(await permits(), { status: 200, named: ["holder", "permits"] });

      await tab.locator("#sign-out button").click();
      await tab.locator("#sign-in").waitFor();
      assert.deepEqual([tab.url(), await shown("person"), await shown("error")], [address, "Nobody is signed in.", ""]);
      assert.deepEqual(await permits(), { status: 401, named: ["error"] });

      await tab.locator("#sign-in").click();
      await tab.locator("[data-cancel]").click();
      await tab.locator("#sign-in").waitFor();
      assert.match(await shown("error"), /^The sign-in was interrupted/);
      // Told once: it has left the address.
      assert.equal(tab.url(), address);
      await tab.context().close();
    });
  }

  it("serves no secret of the Worker's beside the page", async () => {
    const answers = async (path) => Promise.all([WORKER, VITE].map(async (port) => (await fetch(`http://localhost:${port}${path}`)).text()));
    for (const path of ["/.dev.vars", "/.dev.vars?raw", "/.dev.vars?import&raw", `/@fs${project}/.dev.vars`]) {
      for (const answer of await answers(path)) assert.doesNotMatch(answer, /SESSION_KEYS/, path);
    }
    // Vite does serve what is not named there: the refusal above is the configuration's.
    assert.match((await answers("/wrangler.jsonc?raw"))[1], /run_worker_first/);
  });

  for (const config of ["tutorial.md", "www/vite.config.ts", ...["react", "vue", "element"].map((name) => `pkg/examples/${name}/vite.config.ts`)]) {
    it(`keeps closed what Vite does by itself: ${config}`, async () => {
      const closed = async (configFile) => (await resolveConfig({ configFile, logLevel: "error" }, "serve")).server.fs.deny;
      const configured = await closed(config === "tutorial.md" ? `${project}/vite.config.js` : `${root}${config}`);
      assert.deepEqual(configured, [".dev.vars*", ...(await closed(false))]);
    });
  }

  it("reloads the page when a file is saved", async () => {
    const tab = await (await browser.newContext()).newPage();
    await tab.goto(`http://localhost:${VITE}/`);
    await tab.getByText("Nobody is signed in.").waitFor();
    await writeFile(`${project}/main.js`, replaced(files["main.js"], "Nobody is signed in.", "Who are you?"));
    await tab.getByText("Who are you?").waitFor();
    await tab.context().close();
  });
});
