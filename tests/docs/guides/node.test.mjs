/** pkg/guides/node.md: its applications run as they stand there, its nginx stands before two of them. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { rm, writeFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { CLIENT_ID, freePort } from "../../world/deployment/index.mjs";
import { Person } from "../../world/deployment/person.mjs";
import { registeredWith } from "../../world/deployment/registered.mjs";
import { startRedis } from "../../world/redis/redis.mjs";
import { subjectOf } from "../../world/standin/index.mjs";
import { startNginx } from "../../contract/site/nginx.mjs";
import { documentAt } from "../readme/blocks.mjs";

const guide = await documentAt("pkg/guides/node.md");

/** A module of the guide, whose settings are the process's environment. */
async function imported(t, beginning) {
  const code = guide.blockOf("js", `// ${beginning}\n`);
  const file = fileURLToPath(new URL(`./dist-node-${code.length}.mjs`, import.meta.url));
  await writeFile(file, code);
  t.after(() => rm(file));
  // The examples keep the log that they have by default.
  t.mock.method(console, "log", () => {});
  return import(file);
}

async function assertSignsIn(person) {
  const refused = await person.fetch("/account");
  assert.deepEqual([refused.status, (await refused.json()).error.code], [401, "no_session"]);
  const callback = await person.signIn("married-name", "?return_to=/account");
  assert.deepEqual([callback.status, callback.headers.get("location")], [303, "/account"]);
}

describe("the guide to Node behind a proxy", () => {
  let registered;
  let port;
  let given;
  before(async () => {
    port = await freePort();
    registered = await registeredWith("ECDH-ES", `http://localhost:${port}`);
    given = { ...process.env };
    Object.assign(process.env, registered.settings);
  });
  after(async () => {
    for (const name of Object.keys(registered.settings)) delete process.env[name];
    Object.assign(process.env, given);
    await registered.stop();
  });
  const newPerson = () => new Person(`http://localhost:${port}`);
  const ends = (server) => async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  };

  it("has no code that is not run here, but for its one command", () => {
    assert.equal(guide.count, 5);
    assert.deepEqual(guide.blocks("sh"), ["npm install fc-pivot @remix-run/node-fetch-server\n"]);
  });

  it("signs people in with Express", async (t) => {
    const { app } = await imported(t, "Express");
    const server = createServer(app).listen(port, "localhost");
    await once(server, "listening");
    t.after(ends(server));
    const person = newPerson();
    assert.equal(await (await person.fetch("/")).text(), "Good day");
    assert.equal(await (await person.fetch("/sign-in-failed?auth_error=access_denied")).text(), "It did not work: access_denied");
    await assertSignsIn(person);
    assert.deepEqual(await (await person.fetch("/account")).json(), { sub: subjectOf(CLIENT_ID, "married-name") });
    assert.equal(await (await person.fetch("/surrender")).text(), "eidas3");
    const lower = newPerson();
    await lower.signIn("corsica-south");
    assert.equal((await lower.fetch("/surrender")).status, 403);
  });

  it("signs people in with Fastify", async (t) => {
    const { app } = await imported(t, "Fastify");
    await app.listen({ port, host: "localhost" });
    t.after(() => app.close());
    const person = newPerson();
    await assertSignsIn(person);
    assert.deepEqual(await (await person.fetch("/account")).json(), { sub: subjectOf(CLIENT_ID, "married-name") });
  });

  it("signs people in with Node alone, and stops", async (t) => {
    const { server, stop } = await imported(t, "node:http");
    server.listen(port, "localhost");
    await once(server, "listening");
    const person = newPerson();
    await assertSignsIn(person);
    assert.match(await (await person.fetch("/account")).text(), /^Good day, \S+/);
    stop();
    server.closeAllConnections();
    await once(server, "close");
  });

  it("its nginx stands before two processes, and asks the other where one is gone", async (t) => {
    const ports = [await freePort(), await freePort()];
    const outside = await freePort();
    const origin = `https://localhost:${outside}`;
    const client = await registeredWith("ECDH-ES", origin);
    const redis = await startRedis();
    t.after(async () => {
      await redis.stop();
      await client.stop();
    });
    const environment = { ...client.settings, FC_PUBLIC_ORIGIN: origin, SESSION_STORE: "redis", REDIS_URL: redis.url };
    const { fcPivotNode } = await import("fc-pivot/node");
    const { default: express } = await import("express");
    const servers = await Promise.all(ports.map(async (each) => {
      const { auth, routes, requireSession } = fcPivotNode({ environment: { ...environment }, onEvent() {} });
      const app = express().use(routes()).use(requireSession(), (request, response) => response.send(String(each)));
      const server = app.listen(each, "127.0.0.1");
      await once(server, "listening");
      return { server, stop: async () => { await ends(server)(); auth.close(); } };
    }));
    t.after(() => servers[1].stop());
    const [shown] = guide.blocks("nginx");
    const nginx = await startNginx({ port: outside, shown: shown.replace("8787", ports[0]).replace("8788", ports[1]) });
    t.after(() => nginx.stop());
    const person = new Person(origin);
    const visit = (path, options) => person.visit(path, { ca: nginx.ca, ...options });
    const { location } = await visit("/auth/login?return_to=/account");
    const back = await visit(await person.atProvider(location, "married-name"));
    assert.deepEqual([back.status, back.location], [303, "/account"]);
    const seen = async () => {
      const bodies = [];
      for (let at = 0; at < 4; at += 1) bodies.push((await visit("/account")).body);
      return [...new Set(bodies)].sort();
    };
    assert.deepEqual(await seen(), ports.map(String).sort());
    await servers[0].stop();
    assert.deepEqual(await seen(), [String(ports[1])]);
  });
});
