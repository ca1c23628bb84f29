/**
 * What happens on a connection, on each server: bodies that are too large or never end, clients that leave, several requests one after the other,
 * and targets and hosts that no browser sends.
 */
import assert from "node:assert/strict";
import { once } from "node:events";
import http from "node:http";
import net from "node:net";
import { text } from "node:stream/consumers";
import { after, before, describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { SERVER_NAMES, serve } from "./servers.mjs";

/** What `POST /exchange` takes, in octets. */
const LIMIT = 8 * 1024;

const codeOf = (body) => JSON.parse(body).error?.code;

/** Sends octets as they are; gives all that comes until the server closes, or until `enough`. */
async function raw(port, octets, enough = /$^/) {
  const socket = net.connect(port, "localhost").on("error", () => {});
  await once(socket, "connect");
  socket.write(octets);
  let said = "";
  socket.setEncoding("utf8").on("data", (chunk) => {
    said += chunk;
    if (enough.test(said)) socket.destroy();
  });
  await once(socket, "close");
  return said;
}

const statusOf = (said) => Number(/^HTTP\/1\.1 (\d+)/.exec(said)?.[1]);

for (const name of SERVER_NAMES) {
  describe(`connections on ${name}`, () => {
    let site;
    const events = [];
    const crashes = [];
    const crashed = (error) => crashes.push(error);
    before(async () => {
      process.on("unhandledRejection", crashed);
      site = await serve(name, { options: { errorPath: "/sorry" }, onEvent: (event) => events.push(event) });
    });
    after(async () => {
      await site.stop();
      process.off("unhandledRejection", crashed);
      assert.deepEqual(crashes, []);
    });

    /** One request on the one connection of an agent; `port` is the client's. */
    async function on(agent, method, path, { headers = {}, body } = {}) {
      const asked = http.request(`${site.origin}${path}`, { agent, method, headers: { origin: site.origin, ...headers } }).end(body);
      const [answer] = await once(asked, "response");
      const port = asked.socket.localPort;
      return { status: answer.statusCode, headers: answer.headers, body: await text(answer), port };
    }
    /** A script's request, with a target and a host that no client would write. */
    const ask = (target, host = `localhost:${site.port}`) =>
      raw(site.port, `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nAccept: application/json\r\nConnection: close\r\n\r\n`);
    const oneConnection = (t) => {
      const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
      t.after(() => agent.destroy());
      return agent;
    };
    const exchange = (agent, body) => on(agent, "POST", "/auth/exchange", { body, headers: { "content-type": "application/json" } });

    it("several requests are answered on one connection", async (t) => {
      const agent = oneConnection(t);
      const ports = new Set();
      for (const [method, path, options, status] of [
        ["GET", "/auth/session", {}, 401],
        ["GET", "/auth/login", {}, 303],
        ["POST", "/auth/logout", { body: "a=b".repeat(100), headers: { "content-type": "application/x-www-form-urlencoded" } }, 303],
        ["GET", "/me", {}, 401],
        ["POST", "/auth/logout", {}, 303],
        ["PUT", "/auth/session", { body: "x" }, 405],
        ["GET", "/auth/jwks.json", {}, 200],
        // Node's client ends the connection after it: the answer has no length.
        ["HEAD", "/auth/session", {}, 401],
      ]) {
        const answer = await on(agent, method, path, options);
        assert.equal(answer.status, status, path);
        ports.add(answer.port);
        assert.equal(ports.size, 1, path);
      }
    });

    it("requests that come at once are answered one after the other", async () => {
      const one = (path) => `GET ${path} HTTP/1.1\r\nHost: localhost:${site.port}\r\nAccept: application/json\r\n`;
      const said = await raw(site.port, `${one("/auth/session")}\r\n${one("/auth/jwks.json")}\r\n${one("/auth/session")}Connection: close\r\n\r\n`);
      assert.deepEqual([...said.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => Number(status)), [401, 200, 401]);
    });

    it("a body at the limit is read, and one beyond it refused, on a connection that goes on", async (t) => {
      const agent = oneConnection(t);
      const padded = (size) => {
        const [head, tail] = [`{"code":"c","redirect_uri":"${site.origin}/x","nonce":"`, "\"}"];
        return head + "n".repeat(size - head.length - tail.length) + tail;
      };
      const least = events.length;
      const within = await exchange(agent, padded(LIMIT));
      const beyond = await exchange(agent, padded(LIMIT + 1));
      assert.deepEqual([beyond.status, codeOf(beyond.body)], [400, "request_malformed"]);
      assert.match(JSON.parse(beyond.body).error.message, /size/);
      // The twin was refused for what it says, not for its size.
      assert.doesNotMatch(within.body, /size/);
      const large = await exchange(agent, padded(600_000));
      assert.deepEqual([large.status, codeOf(large.body)], [400, "request_malformed"]);
      const next = await on(agent, "GET", "/auth/session");
      assert.equal(next.status, 401);
      assert.equal(new Set([within, beyond, large, next].map(({ port }) => port)).size, 1);
      assert.ok(events.length > least);
    });

    it("a form that signs out may be large: nobody reads it, and the connection goes on", async (t) => {
      const agent = oneConnection(t);
      const left = await on(agent, "POST", "/auth/logout", { body: "x".repeat(500_000) });
      const next = await on(agent, "GET", "/auth/session");
      assert.deepEqual([left.status, next.status, left.port === next.port], [303, 401, true]);
    });

    for (const [what, path, status] of [["exchange", "/auth/exchange", 400], ["sign-out", "/auth/logout", 303]]) {
      it(`a body without end is answered, and its connection ends (${what})`, async () => {
        const socket = net.connect(site.port, "localhost").on("error", () => {});
        await once(socket, "connect");
        socket.write(`POST ${path} HTTP/1.1\r\nHost: localhost:${site.port}\r\nOrigin: ${site.origin}\r\nTransfer-Encoding: chunked\r\n\r\n`);
        let said = "";
        socket.setEncoding("utf8").on("data", (chunk) => { said += chunk; });
        const chunk = `4000\r\n${"x".repeat(0x4000)}\r\n`;
        const writing = setInterval(() => socket.write(chunk), 1);
        const started = performance.now();
        await once(socket, "close");
        clearInterval(writing);
        assert.equal(statusOf(said), status);
        assert.match(said, /connection: close/i);
        assert.ok(performance.now() - started < 5000);
        assert.equal((await fetch(`${site.origin}/auth/session`)).status, 401);
      });
    }

    it("a body that stops in the middle costs its own connection alone, where its route reads none", async () => {
      const head = `POST /auth/logout HTTP/1.1\r\nHost: localhost:${site.port}\r\nOrigin: ${site.origin}\r\nContent-Length: 1000\r\n\r\nabc`;
      const said = await raw(site.port, head);
      assert.equal(statusOf(said), 303);
      assert.match(said, /connection: close/i);
    });

    it("a client that leaves in the middle of its body, or before its answer, costs nobody anything", async () => {
      const sent = [
        `POST /auth/exchange HTTP/1.1\r\nHost: localhost:${site.port}\r\nOrigin: ${site.origin}\r\nContent-Length: 1000\r\n\r\n{"code":`,
        `GET /auth/session HTTP/1.1\r\nHost: localhost:${site.port}\r\n\r\n`,
        `GET /me HTTP/1.1\r\nHost: localhost:${site.port}\r\n\r\n`,
        `POST /form HTTP/1.1\r\nHost: localhost:${site.port}\r\nContent-Length: 1000\r\n\r\nabc`,
      ];
      const connections = promisify(site.server.getConnections.bind(site.server));
      const before = await connections();
      for (const octets of sent) {
        const socket = net.connect(site.port, "localhost").on("error", () => {});
        await once(socket, "connect");
        socket.write(octets);
        await pause(30);
        socket.resetAndDestroy();
      }
      for (let at = 0; at < 20; at += 1) {
        const socket = net.connect(site.port, "localhost").on("error", () => {});
        await once(socket, "connect");
        socket.write(sent[1]);
        socket.resetAndDestroy();
      }
      await pause(200);
      assert.equal(await connections(), before);
      assert.equal((await fetch(`${site.origin}/auth/session`)).status, 401);
      assert.deepEqual(crashes, []);
      assert.deepEqual(events.filter(({ outcome, code }) => [outcome, code].includes("internal")), []);
    });

    it("N78 a target of another host's, and one without a path, are refused, and are no route of ours", async () => {
      for (const target of ["http://evil.example/auth/session", "http://evil.example/me", "http://localhost/sorry"]) {
        const said = await ask(target);
        assert.ok([400, 404].includes(statusOf(said)), `${target}: ${said.slice(0, 40)}`);
        assert.doesNotMatch(said, /stranger/);
      }
      assert.equal(statusOf(await ask("/auth/session")), 401);
      assert.equal(statusOf(await ask("/sorry")), 200);
    });

    it("N77 a path that is ours, or the error page's, only for one who normalises it, is neither", async () => {
      const targets = [
        "/me/../sorry", "/me/%2e%2e/sorry", "/me\\..\\sorry", "//sorry", "/x/../auth/session", "/auth/../me", "/auth/..%2fme", "/me/..;/sorry",
      ];
      for (const target of targets) {
        const said = await ask(target);
        assert.ok([400, 401, 404].includes(statusOf(said)), `${target}: ${said.slice(0, 40)}`);
        assert.doesNotMatch(said, /stranger/, target);
      }
      assert.equal(statusOf(await ask("/sorry?/me")), 200);
    });

    it("N74 a Host that would move the path is refused, and one that is a host is not", async () => {
      for (const host of ["a/sorry?", "a/auth/session?", "a@b", "a#", "a b", "", "[::1", "é"]) {
        for (const target of ["/me", "/auth/session"]) {
          const said = await ask(target, host);
          assert.equal(statusOf(said), 400, `${host}: ${said.slice(0, 60)}`);
          if (said.includes("application/json")) assert.match(said, /"code":"request_malformed"/);
        }
      }
      for (const host of ["localhost", "a.example:8080", "[::1]:80", "127.0.0.1"]) {
        for (const target of ["/me", "/auth/session"]) {
          assert.match(await ask(target, host), /^HTTP\/1\.1 401 [^]*"code":"no_session"/);
        }
      }
    });
  });
}

describe("a body that somebody has read before our routes", () => {
  it("is told of where it is needed, and not missed where it is not", async (t) => {
    const { default: express } = await import("express");
    const { fcPivotNode } = await import("fc-pivot/node");
    const { registeredWith } = await import("../../world/deployment/registered.mjs");
    const registered = await registeredWith();
    const { routes } = fcPivotNode({ onEvent() {}, environment: { ...registered.settings } });
    const app = express().use(express.json(), express.urlencoded()).use(routes());
    const server = app.listen(0, "localhost");
    await once(server, "listening");
    t.after(async () => {
      server.closeAllConnections();
      server.close();
      await registered.stop();
    });
    const origin = `http://localhost:${server.address().port}`;
    const post = (path, type, body) =>
      fetch(`${origin}${path}`, { method: "POST", redirect: "manual", headers: { origin, "content-type": type }, body });
    const refused = await post("/auth/exchange", "application/json", "{}");
    const { error } = await refused.json();
    assert.deepEqual([refused.status, error.code], [400, "request_malformed"]);
    assert.match(error.message, /routes\(\) must stand before what reads bodies/);
    assert.equal((await post("/auth/logout", "application/x-www-form-urlencoded", "a=b")).status, 303);
  });
});
