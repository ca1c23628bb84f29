/** What the README shows, run as it stands there. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { root } from "../../runner/checkout.mjs";
import { launchChromium } from "../../world/browsers/chromium.mjs";
import { CLIENT_ID, deploy, freePort } from "../../world/deployment/index.mjs";
import { Person } from "../../world/deployment/person.mjs";
import { ORIGIN, registeredWith } from "../../world/deployment/registered.mjs";
import { subjectOf } from "../../world/standin/index.mjs";
import { blockOf, blocks, firstColumn, readme } from "./blocks.mjs";

const workerCode = blockOf("ts", "// worker/src/index.ts\n");
const edgeSessionCode = blockOf("ts", "// In the page\n");
const honoCode = blockOf("ts", "// A Hono application\n");
const browserVerifiedCode = blockOf("ts", "// In a page that verifies for itself\n");
const withoutComments = (code) => code.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("//")).join("\n");

/** npm asks no registry: what a package brings, or lacks, shows. */
const offline = { ...process.env, npm_config_offline: "true", npm_config_update_notifier: "false" };

/** A project into which the package was installed as the README says: packed, then taken by npm. */
async function installation(t) {
  const project = await mkdtemp(`${tmpdir()}/readme-`);
  t.after(() => rm(project, { recursive: true }));
  const npm = (cwd, ...args) => execFileSync("npm", [...args, "--silent"], { cwd, env: offline, encoding: "utf8" });
  const packed = npm(root, "pack", "-w", "pkg", "--pack-destination", project).trim();
  await writeFile(`${project}/package.json`, JSON.stringify({ private: true }));
  npm(project, "install", "--no-audit", "--no-fund", `./${packed}`);
  return project;
}

describe("commands", () => {
  it("are targets of the Makefile", async () => {
    const makefile = await readFile(`${root}Makefile`, "utf8");
    const targets = blocks("sh").join("\n").matchAll(/^make (\w+)/gm);
    for (const [, target] of targets) assert.match(makefile, new RegExp(`^${target}:.*## `, "m"), target);
  });

  it("print keys that a deployment takes", async (t) => {
    const printed = execFileSync("sh", ["-c", blockOf("sh", "npx fc-pivot keys\n")], { cwd: await installation(t), env: offline, encoding: "utf8" });
    const settings = Object.fromEntries(printed.trim().split("\n").map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
    assert.deepEqual(Object.keys(settings), ["FC_DECRYPTION_KEYS", "SESSION_KEYS"]);
    const deployment = await deploy({ alg: "ECDH-ES", settings });
    try {
      const answer = await new Person(deployment.origin).signIn("married-name");
      assert.equal(answer.headers.get("location"), "/");
    } finally {
      await deployment.stop();
    }
  });
});

describe("tables", () => {
  it("name every setting that the Worker reads, and no other", async () => {
    const read = [...(await readFile(`${root}src/worker/settings.rs`, "utf8")).matchAll(/get\("([A-Z_]+)"\)/g)].map(([, name]) => name);
    const named = firstColumn().filter((name) => /^[A-Z_]+$/.test(name));
    assert.deepEqual([...named].sort(), [...new Set(read)].sort());
  });

  it("name every route", async () => {
    const named = firstColumn().filter((name) => /^(GET|POST) /.test(name)).map((name) => name.replace(/^\w+ \/auth\//, "").replace(/\?.*/, ""));
    const source = await readFile(`${root}pkg/src/worker/routes.ts`, "utf8");
    const routes = [...source.matchAll(/^ {2}"?([a-z.-]+)"?: \{ methods/gm)].map(([, name]) => name);
    assert.deepEqual([...named].sort(), [...routes].sort());
  });

  it("link to files that are there", async () => {
    for (const [, path] of readme.matchAll(/\]\((?!https?:|#)([^)]+)\)/g)) await readFile(`${root}${path}`);
  });
});

describe("the Worker", () => {
  it("is the one of worker/", async () => {
    assert.equal(withoutComments(workerCode), withoutComments(await readFile(`${root}worker/src/index.ts`, "utf8")));
  });
});

describe("the Hono application", () => {
  it("runs", async (t) => {
    const registered = await registeredWith();
    const file = fileURLToPath(new URL("./dist-hono-example.mjs", import.meta.url));
    await writeFile(file, honoCode);
    t.after(async () => {
      await rm(file);
      await registered.stop();
    });
    // The example keeps the log that it has by default.
    t.mock.method(console, "log", () => {});
    const { default: app } = await import(file);
    const person = new Person(ORIGIN, (url, init) => app.fetch(new Request(url, init), registered.settings));
    assert.equal((await person.fetch("/account")).status, 401);
    await person.signIn("married-name");
    assert.deepEqual(await (await person.fetch("/account")).json(), { sub: subjectOf(CLIENT_ID, "married-name") });
  });
});

describe("the pages", () => {
  let browser;
  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());

  /** A deployment whose page runs the code that `codeFor` makes for its issuer, with the package served beside it. */
  async function open(t, codeFor) {
    const page = await mkdtemp(`${tmpdir()}/readme-`);
    const ports = { worker: await freePort(), standin: await freePort() };
    const origin = `http://localhost:${ports.worker}`;
    const imports = { "fc-pivot": "/pkg/index.js", "fc-pivot/browser": "/pkg/browser-verified/index.js", "#browser": "/pkg/load/browser.js" };
    const code = codeFor({ issuer: `http://localhost:${ports.standin}/api/v2` });
    const scripts = `<script type="importmap">${JSON.stringify({ imports })}</script><script type="module">${code}</script>`;
    await cp(`${root}pkg/dist`, `${page}/pkg`, { recursive: true });
    await writeFile(`${page}/index.html`, `<!doctype html><title>README</title>${scripts}`);
    const deployment = await deploy({ page, ports, client: { redirect_uris: [`${origin}/auth/callback`, `${origin}/signed-in`] } });

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

  it("edge session", async (t) => {
    const { tab, origin, sentence } = await open(t, () => edgeSessionCode);
    await tab.goto(origin);
    assert.equal(await sentence(/^sign in at/), "sign in at /auth/login?return_to=%2Faccount");
    await tab.goto(`${origin}/auth/login?return_to=/account`);
    await tab.locator('[data-person="married-name"]').click();
    assert.equal(await sentence(/^signed in/), `signed in as ${subjectOf(CLIENT_ID, "married-name")} at eidas3`);
    await tab.goto(`${origin}/?auth_error=access_denied`);
    assert.match(await sentence(/^access_denied/), /^access_denied The sign-in was interrupted/);
  });

  it("browser-verified", async (t) => {
    const { tab, origin, sentence } = await open(t, ({ issuer }) =>
      browserVerifiedCode.replace("https://auth.integ01.dev-franceconnect.fr/api/v2", issuer).replace("your-client-id", CLIENT_ID),
    );
    await tab.goto(origin);
    await tab.locator('[data-person="european"]').click();
    assert.equal(await sentence(/^signed in/), `signed in as ${subjectOf(CLIENT_ID, "european")} at eidas3 on the way to /account`);
  });
});
