/** pkg/guides/gateway.md: what a new user does with it alone puts the gateway before an application in Python; its code is that of the examples. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { it } from "node:test";
import { root } from "../../runner/checkout.mjs";
import { freePort } from "../../world/deployment/index.mjs";
import { Person } from "../../world/deployment/person.mjs";
import { documentAt } from "../readme/blocks.mjs";

const guide = await documentAt("pkg/guides/gateway.md");

it("is the guide of the gateway, and shows the examples as they are", async () => {
  for (const name of ["application.py", "identity.py"]) {
    assert.equal(guide.blockOf("python", `# ${name}\n`), await readFile(`${root}pkg/examples/gateway/${name}`, "utf8"), name);
  }
});

it("puts the gateway before an application in Python", async (t) => {
  const folder = await mkdtemp(`${tmpdir()}/gateway-guide-`);
  t.after(() => rm(folder, { recursive: true }));
  for (const name of ["pkg", "tests", "worker", "www", "node_modules"]) await symlink(`${root}${name}`, `${folder}/${name}`);
  const ports = { 9400: await freePort(), 8787: await freePort(), 8000: await freePort() };
  const here = (text) => Object.entries(ports).reduce((code, [from, to]) => code.replaceAll(from, to), text);
  for (const name of ["application.py", "identity.py"]) await writeFile(`${folder}/${name}`, here(guide.blockOf("python", `# ${name}\n`)));
  const [commands] = guide.blocks("sh");
  const { FC_PIVOT_TEST_RUN, HOME, PATH } = process.env;
  const env = { FC_PIVOT_TEST_RUN, HOME, PATH: `${root}.build/upstreams/bin:${PATH}`, PORT: String(ports[8787]) };
  const shell = spawn("sh", ["-ec", here(commands)], { cwd: folder, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [shell.stdout, shell.stderr]) stream.setEncoding("utf8").on("data", (text) => { said += text; });
  const ended = once(shell, "exit");
  t.after(async () => {
    process.kill(-shell.pid, "SIGTERM");
    await ended;
  });
  const person = new Person(`http://localhost:${ports[8787]}`);
  const answers = async () => (await fetch(`${person.origin}/auth/health`).catch(() => undefined))?.status === 204
    && (await fetch(`http://127.0.0.1:${ports[8000]}/`).catch(() => undefined)) !== undefined
    && (await fetch(`http://localhost:${ports[9400]}/api/v2/.well-known/openid-configuration`).catch(() => undefined))?.ok;
  for (let tries = 0; !(await answers()) && tries < 200; tries += 1) await new Promise((resolve) => { setTimeout(resolve, 100); });
  assert.deepEqual(await person.navigate("/"), { status: 303, location: "/auth/login?return_to=%2F" }, said);
  assert.equal((await person.signIn("married-name")).headers.get("location"), "/");
  assert.equal(await (await person.fetch("/")).text(), "Good day, KERVOALEN\n", said);
  assert.equal((await stat(`${folder}/gateway.env`)).mode & 0o777, 0o600);
  // Whoever reaches the application without the gateway is nobody to it.
  assert.equal((await fetch(`http://127.0.0.1:${ports[8000]}/`)).status, 401);
});
