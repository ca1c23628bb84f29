/**
 * worker/Dockerfile, followed without Docker: the same tree from the same lines, run without a right to write anywhere, and not as root. What
 * stands in for Docker is bubblewrap, which WebKit's driver brings along.
 */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import net from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { root } from "../../runner/checkout.mjs";
import { freePort } from "../../world/deployment/index.mjs";
import { Person } from "../../world/deployment/person.mjs";
import { registeredWith } from "../../world/deployment/registered.mjs";
import { layOut } from "../../world/packed/installation.mjs";
import { npm, pack } from "../../world/packed/npm.mjs";
import { startRedis } from "../../world/redis/redis.mjs";

const text = await readFile(`${root}worker/Dockerfile`, "utf8");
/** The instructions, in their order: `[name, words]`. */
const instructions = text.split("\n").filter((line) => /^[A-Z]/.test(line)).map((line) => [line.split(" ", 1)[0], line.slice(line.indexOf(" ") + 1)]);
const all = (name) => instructions.filter(([each]) => each === name).map(([, words]) => words);
const [home] = all("WORKDIR");
const environment = Object.fromEntries(all("ENV").join(" ").split(" ").map((pair) => pair.split("=")));
const command = JSON.parse(all("CMD")[0]);
const health = JSON.parse(all("HEALTHCHECK")[0].replace("CMD ", ""));

/** Does what the lines say, in a folder that stands for the image's. */
async function build(tree) {
  const { tarball } = await pack(tree);
  for (const [name, words] of instructions) {
    if (name === "COPY") {
      const sources = words.split(" ");
      const to = sources.pop();
      for (const from of sources) {
        if (from.endsWith(".tgz")) assert.equal(join(tree, to, from), tarball);
        else await cp(root + from, to.endsWith("/") ? join(tree, to, basename(from)) : join(tree, to), { recursive: true });
      }
    }
    if (name === "RUN") {
      const [, ...args] = words.split(" ");
      const named = args.map((word) => /^(@?\w[^@]*)@(\d.*)$/.exec(word)).filter((found) => found !== null);
      const packages = named.map(([, each, version]) => [each, version]);
      assert.equal(packages.length, 2);
      for (const [each, version] of packages) {
        assert.equal(JSON.parse(await readFile(`${root}node_modules/${each}/package.json`, "utf8")).version, version);
      }
      await mkdir(join(tree, "node_modules"));
      await layOut(join(tree, "node_modules"), packages.map(([each]) => each));
      // The line names versions, and what npm's cache has of a lock file's packages is their tarballs alone: here the registry is asked.
      await npm(tree, ...args, "--no-offline", "--prefer-offline");
    }
  }
}

/** A command in the image: everything read-only, user 1000, no environment but the image's and `settings`. */
function inside(tree, [program, ...args], settings = {}) {
  const variables = Object.entries({ PATH: process.env.PATH, ...environment, ...settings }).flatMap(([name, value]) => ["--setenv", name, value]);
  return ["--unshare-user", "--uid", "1000", "--gid", "1000", "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc",
    "--tmpfs", "/srv", "--ro-bind", tree, home, "--remount-ro", "/srv",
    "--chdir", home, "--clearenv", ...variables, program === "node" ? process.execPath : program, ...args];
}
const run = (tree, words, settings) => spawnSync("bwrap", inside(tree, words, settings), { encoding: "utf8" });

describe("the image of worker/Dockerfile", () => {
  let tree;
  before(async () => {
    tree = await mkdtemp(join(tmpdir(), "fc-pivot-image-"));
    await build(tree);
  });
  after(() => rm(tree, { recursive: true }));

  it("holds the package, what it needs, the program and the page, and no setting", async () => {
    assert.deepEqual((await readdir(tree)).sort(), ["fc-pivot-0.1.0.tgz", "node.mjs", "node_modules", "package-lock.json", "package.json", "page", "processes.mjs", "ways.mjs"]);
    assert.deepEqual(Object.keys(environment), ["HOST", "PORT", "PAGE", "NODE_ENV"]);
    assert.deepEqual(all("USER"), ["node"]);
    assert.ok(instructions.findIndex(([name]) => name === "USER") > instructions.findLastIndex(([name]) => name === "RUN"));
  });

  it("is not root's, and nothing in it can be written", () => {
    assert.equal(run(tree, ["id", "-u"]).stdout, "1000\n");
    for (const path of [home, "/tmp", "/srv"]) {
      const { status, stderr } = run(tree, ["touch", `${path}/x`]);
      assert.equal(status, 1);
      assert.match(stderr, /Read-only file system/);
    }
  });

  it("says which setting is missing, and does not start", () => {
    const { status, stderr } = run(tree, command);
    assert.equal(status, 1);
    assert.match(stderr, /^fc-pivot: .*FC_ISSUER: expected/);
  });

  it("signs a person in, says that it is well, and ends by SIGTERM once what is under way has been answered", async (t) => {
    const port = await freePort();
    const origin = `http://localhost:${port}`;
    const registered = await registeredWith("ECDH-ES", origin);
    const redis = await startRedis();
    const settings = { ...registered.settings, SESSION_STORE: "redis", REDIS_URL: redis.url, PORT: String(port), HOST: "127.0.0.1" };
    const image = spawn("bwrap", inside(tree, command, settings), { stdio: ["ignore", "pipe", "inherit"] });
    t.after(async () => {
      image.kill("SIGKILL");
      await redis.stop();
      await registered.stop();
    });
    const [said] = await Promise.race([once(image.stdout, "data"), once(image, "exit")]);
    assert.match(String(said), /listening on/);
    assert.equal(run(tree, health, { PORT: String(port) }).status, 0);
    const person = new Person(origin);
    await person.signIn("married-name");
    assert.equal((await person.session()).body.identity.birthName, "KERVOALEN");
    assert.match(await (await fetch(origin)).text(), /<div id="app">/);

    const socket = net.connect(port, "127.0.0.1");
    await once(socket, "connect");
    const body = "{}".padEnd(100);
    socket.write(`POST /auth/exchange HTTP/1.1\r\nHost: localhost:${port}\r\nOrigin: ${origin}\r\nContent-Length: 100\r\n\r\n${body.slice(0, 50)}`);
    await new Promise((resolve) => { setTimeout(resolve, 100); });
    const [inner] = (await readFile(`/proc/${image.pid}/task/${image.pid}/children`, "utf8")).trim().split(" ");
    process.kill(Number(inner), "SIGTERM");
    await new Promise((resolve) => { setTimeout(resolve, 200); });
    assert.equal(run(tree, health, { PORT: String(port) }).status, 1);
    const answered = once(socket, "data");
    socket.write(body.slice(50));
    const [answer] = await answered;
    assert.match(String(answer), /^HTTP\/1\.1 400 [^]*"code":"request_malformed"/);
    const [code] = await once(image, "exit");
    assert.equal(code, 0);
  });
});
