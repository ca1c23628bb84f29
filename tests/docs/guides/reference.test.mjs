/** The guides to look things up in: settings, routes and commands, each with all that there is and nothing else. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { it } from "node:test";
import { root } from "../../runner/checkout.mjs";
import { deploy } from "../../world/deployment/index.mjs";
import { Person } from "../../world/deployment/person.mjs";
import { documentAt } from "../readme/blocks.mjs";

const guide = (name) => documentAt(`pkg/guides/${name}.md`);
const read = (path) => readFile(`${root}${path}`, "utf8");

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

it("names every setting that the Worker reads, and no other", async () => {
  const settings = [...(await read("src/worker/settings.rs")).matchAll(/get\("([A-Z_]+)"\)/g)].map(([, name]) => name);
  const [, gateways] = /const NAMES = \[(.*?)\]/s.exec(await read("pkg/src/gateway/settings.ts"));
  const named = (await guide("settings")).firstColumn();
  assert.deepEqual([...named].sort(), [...new Set(settings), ...gateways.match(/[A-Z_]+/g)].sort());
});

it("names every route", async () => {
  const named = (await guide("routes")).firstColumn().map((name) => name.replace(/^\w+ \/auth\//, "").replace(/\?.*/, ""));
  const routes = [...(await read("pkg/src/worker/routes.ts")).matchAll(/^ {2}"?([a-z.-]+)"?: \{ methods/gm)].map(([, name]) => name);
  const [, gateways] = /const OWN = \[(.*?)\]/s.exec(await read("pkg/src/gateway/gateway.ts"));
  assert.deepEqual([...named].sort(), [...routes, ...gateways.match(/[a-z.-]+/g)].sort());
});

it("names every command", async () => {
  const commands = [...(await read("pkg/src/cli/main.ts")).matchAll(/^ {2}\["(\w+)", \{ run/gm)].map(([, name]) => name);
  const named = [...(await guide("commands")).text.matchAll(/^- `npx fc-pivot (\w+)/gm)].map(([, name]) => name);
  assert.deepEqual(named.sort(), commands.sort());
});

it("prints keys that a deployment takes", async (t) => {
  const [command, ...others] = (await guide("commands")).blocks("sh");
  assert.deepEqual(others, []);
  const printed = execFileSync("sh", ["-c", command], { cwd: await installation(t), env: offline, encoding: "utf8" });
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
