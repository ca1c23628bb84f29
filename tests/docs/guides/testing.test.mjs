/** pkg/guides/testing.md and the stand-in's README, run as they stand there, in a project into which both packages were installed. */
import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { posix } from "node:path";
import { createInterface } from "node:readline";
import { after, before, describe, it } from "node:test";
import { root } from "../../runner/checkout.mjs";
import { launchChromium } from "../../world/browsers/chromium.mjs";
import { freePort, startWorker } from "../../world/deployment/index.mjs";
import { blocksOf } from "../readme/blocks.mjs";
import { environment, installProject } from "../../world/packed/installation.mjs";

const guide = await blocksOf("pkg/guides/testing.md");
const standinReadme = await blocksOf("tests/world/standin/README.md");

const nameOf = (block) => /^\/\/ ([\w.-]+\.mjs)/.exec(block)?.[1];
const [clientJson] = standinReadme("json");

let project;
before(async () => {
  project = await installProject();
  for (const block of [...guide("js"), ...standinReadme("js")].filter(nameOf)) await project.write(nameOf(block), block);
  await project.write(".dev.vars", settingsOf(execFileSync("npx", ["--no", "fc-pivot", "keys"], { cwd: project.path, env: environment, encoding: "utf8" })));
  await project.write("client.json", clientJson);
});
after(() => project.remove());

/** What `worker/README.md` has a newcomer write: new keys, and the client of the README. */
function settingsOf(keys) {
  const { client_id: id, client_secret: secret } = JSON.parse(clientJson);
  return `${keys}FC_ISSUER=http://localhost:9400/api/v2\nFC_CLIENT_ID=${id}\nFC_CLIENT_SECRET=${secret}\n`;
}

/** Runs one file of tests of the project's; says how many passed. */
function passedIn(file) {
  const said = execFileSync(process.execPath, ["--test", "--test-reporter=tap", file], { cwd: project.path, env: environment, encoding: "utf8", stdio: "pipe" });
  const count = (word) => Number(new RegExp(`^# ${word} (\\d+)$`, "m").exec(said)[1]);
  return { passed: count("pass"), failed: count("fail") };
}

describe("the guide's tests", () => {
  for (const [file, passed] of [["greeting.test.mjs", 3], ["permits.test.mjs", 1], ["desk.test.mjs", 2], ["faults.test.mjs", 1]]) {
    it(`${file} passes`, () => {
      assert.deepEqual(passedIn(file), { passed, failed: 0 });
    });
  }

  it("are all the files that the guide has", () => {
    const named = [...guide("js"), ...standinReadme("js")].map(nameOf);
    assert.deepEqual(named, ["greeting.mjs", "greeting.test.mjs", "permits.test.mjs", "desk.test.mjs", undefined, "faults.test.mjs"]);
    assert.deepEqual(guide("sh"), standinReadme("sh"));
  });

  it("fail where the view is wrong", async () => {
    const right = guide("js").find((block) => nameOf(block) === "greeting.mjs");
    await project.write("greeting.mjs", right.replace("usualName ?? birthName", "birthName"));
    assert.throws(() => passedIn("greeting.test.mjs"), (error) => error.status === 1 && /ROUVEYROL/.test(error.stdout));
    await project.write("greeting.mjs", right);
  });
});

describe("from end to end", () => {
  let browser;
  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());

  /** The ports of the documents, replaced by free ones: a test may not count on a certain port. */
  async function onFreePorts() {
    const ports = { 9400: await freePort(), 8787: await freePort() };
    return { worker: ports[8787], moved: (text) => text.replaceAll(/\b(9400|8787)\b/g, (port) => ports[port]) };
  }

  /** The command of the guide. */
  async function startFrom(command, t) {
    const [npx, name, ...args] = command.trim().split(" ");
    assert.deepEqual([npx, name], ["npx", "fc-pivot-standin"]);
    const child = spawn(`${project.path}/node_modules/.bin/${name}`, args, { cwd: project.path, env: environment });
    t.after(() => child.kill("SIGKILL"));
    const warned = [];
    child.stderr.on("data", (chunk) => warned.push(String(chunk)));
    const [issuer] = await once(createInterface(child.stdout), "line", { signal: AbortSignal.timeout(30_000) });
    return { issuer, warned, child };
  }

  it("a person signs in at the stand-in that the command starts", async (t) => {
    const { worker: port, moved } = await onFreePorts();
    await project.write("client.json", moved(clientJson));
    t.after(() => project.write("client.json", clientJson));
    const [command] = guide("sh");
    const { issuer, warned, child } = await startFrom(moved(command), t);
    assert.equal(issuer, moved("http://localhost:9400/api/v2"));

    const lines = moved(await readFile(`${project.path}/.dev.vars`, "utf8")).trim().split("\n");
    const settings = Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
    const worker = await startWorker({ port, settings });
    t.after(() => worker.stop());

    const page = await (await browser.newContext()).newPage();
    t.after(() => page.context().close());
    const AsyncFunction = (async () => {}).constructor;
    const steps = guide("js").find((block) => nameOf(block) === undefined);
    await new AsyncFunction("page", moved(steps))(page);
    const session = await page.evaluate(async () => (await fetch("/auth/session")).json());
    assert.equal(session.identity.birthName, "KERVOALEN");

    assert.match(warned.join(""), /never trust it in production/);
    child.kill("SIGTERM");
    assert.deepEqual(await once(child, "exit"), [0, null]);
  });
});

/** A module of the stand-in's, and all that it imports from beside it. */
async function modulesBelow(name, found = new Set([name])) {
  const text = await readFile(`${root}tests/world/standin/${name}`, "utf8");
  for (const [, specifier] of text.matchAll(/from "(\.{1,2}\/[^"]+)"/g)) {
    const other = posix.join(posix.dirname(name), specifier);
    if (found.has(other)) continue;
    found.add(other);
    await modulesBelow(other, found);
  }
  return [...found];
}

/** What the compiler has against a module of the project's. */
async function complaintsOf(code) {
  await project.write("types.ts", code);
  const options = ["--noEmit", "--strict", "--target", "es2022", "--module", "nodenext", "--lib", "es2023,dom", "types.ts"];
  const { stdout } = spawnSync(`${root}node_modules/.bin/tsc`, options, { cwd: project.path, env: environment, encoding: "utf8" });
  return stdout;
}

describe("the packages", () => {
  it("hold what they need, and no test", async () => {
    const { standin, package: pivot } = project.packed;
    const documents = ["LICENSE-APACHE", "LICENSE-MIT", "README.md", "index.d.ts", "package.json"];
    assert.deepEqual(standin.files, [...documents, ...(await modulesBelow("cli.mjs"))].sort());
    for (const name of ["index", "worker"]) assert.ok(pivot.files.includes(`dist/testing/${name}.js`) && pivot.files.includes(`dist/testing/${name}.d.ts`));
  });

  it("have types that take what is right and refuse what is wrong", async () => {
    const right = `
      import { type TestSignIn, person, signedInAs } from "fc-pivot/testing";
      import { sessionCookie } from "fc-pivot/testing/worker";
      import { type ClientRegistration, type Standin, startStandin } from "fc-pivot-standin";
      export const signIn: TestSignIn = signedInAs("presumed-day", { acr: "eidas3" });
      export const cookie: Promise<string> = sessionCookie({}, "european", { sub: person("european").sub });
      export const standin = (client: ClientRegistration): Promise<Standin> => startStandin({ clients: [client], wrongs: { callback: (url) => url } });
    `;
    assert.equal(await complaintsOf(right), "");
    assert.match(await complaintsOf(right.replace('"presumed-day"', '"nobody"')), /TS2345/);
    assert.match(await complaintsOf(right.replace("{ clients: [client]", "{ client")), /TS\d+/);
  });

  it("list the persons as they are", async () => {
    const { persons } = await import(`${project.path}/node_modules/fc-pivot/dist/testing/index.js`);
    const [ofFranceConnectPlus] = (await readFile(`${root}tests/world/standin/README.md`, "utf8")).split("\n## The other two\n");
    const rows = [...ofFranceConnectPlus.matchAll(/^\| `([a-z0-9-]+)` \| (eidas\d) \| (.+) \|$/gm)];
    assert.deepEqual(rows.map(([, name, level, trait]) => ({ name, trait, level })), persons);
  });
});
