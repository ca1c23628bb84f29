/** WebSockets through the gateway: who may open one, what passes, and that none outlives its session by much. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { after, before, describe, it } from "node:test";
import WebSocket from "ws";
import { HOSTS, startGateway } from "./stage.mjs";
import { valuesOf } from "./upstreams/node.mjs";

/** Opens one; gives the socket, or status and code of the refusal. */
async function open(stage, path, headers, protocols = []) {
  const socket = new WebSocket(`${stage.origin.replace("http", "ws")}${path}`, protocols, { headers });
  const refused = new Promise((resolve) => {
    socket.on("unexpected-response", async (_, answer) => {
      let body = "";
      for await (const chunk of answer) body += chunk;
      resolve({ status: answer.statusCode, code: JSON.parse(body || "{}").error?.code });
    });
    socket.on("error", (thrown) => resolve({ thrown: thrown.message }));
  });
  return Promise.race([once(socket, "open").then(() => ({ socket })), refused]);
}

const said = async (socket, message) => {
  const answer = once(socket, "message");
  socket.send(message);
  return (await answer)[0];
};

for (const host of HOSTS) {
  describe(`WebSockets in ${host}`, { concurrency: false }, () => {
    let stage;
    let person;
    before(async () => {
      stage = await startGateway(host, { rules: "/open/* open; /act/* eidas3", settings: { GATEWAY_TIMEOUT: "1500" } });
      person = await stage.signedIn("no-usual-name");
    });
    after(() => stage?.stop());
    const own = (others = {}) => ({ cookie: `a=1; ${person.cookieHeader()}`, origin: stage.origin, ...others });

    it("pass both ways, with the protocol that the upstream chooses, and say who is signed in", async () => {
      const { socket } = await open(stage, "/live?x=1", own({ "fc-identity": "forged", "x-a": "1" }), ["one", "two"]);
      assert.equal(socket.protocol, "one");
      assert.equal(String(await said(socket, "hello")), "hello");
      const octets = Buffer.alloc(200_000, 7);
      assert.ok((await said(socket, octets)).equals(octets));
      const seen = stage.upstream.came.at(-1);
      assert.equal(seen.url, "/live?x=1");
      const tokens = valuesOf(seen, "fc-identity");
      assert.equal(tokens.length, 1);
      assert.match(tokens[0], /^ey/);
      assert.deepEqual([valuesOf(seen, "cookie"), valuesOf(seen, "x-a")], [["a=1"], ["1"]]);
      const closed = once([...stage.upstream.sockets.clients][0], "close");
      socket.close(3001, "done");
      assert.deepEqual((await closed)[0], 3001);
    });

    it("are closed to the browser with the upstream's own code", async () => {
      const { socket } = await open(stage, "/live", own());
      const closed = once(socket, "close");
      [...stage.upstream.sockets.clients].at(-1).close(4002, "enough");
      const [code, reason] = await closed;
      assert.deepEqual([code, String(reason)], [4002, "enough"]);
    });

    it("of another site's page, or of none, are refused, on open paths too", async () => {
      for (const path of ["/live", "/open/live"]) {
        for (const origin of ["https://evil.example", "null", `${stage.origin}.evil.example`, undefined]) {
          const { origin: _, ...headers } = own();
          const refused = await open(stage, path, { ...headers, ...(origin && { origin }) });
          assert.deepEqual([path, origin, refused.status, refused.code], [path, origin, 403, "origin_refused"]);
        }
      }
      const { socket } = await open(stage, "/open/live", { origin: stage.origin });
      assert.equal(String(await said(socket, "hello")), "hello");
      socket.terminate();
    });

    it("need a session, of the demanded level", async () => {
      assert.deepEqual(await open(stage, "/live", { origin: stage.origin }), { status: 401, code: "no_session" });
      assert.deepEqual(await open(stage, "/act/live", own()), { status: 403, code: "acr_insufficient" });
    });

    it("of paths that are refused, or of our routes, reach no upstream", async () => {
      const before = stage.upstream.came.length;
      const upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n";
      const head = `Host: localhost\r\n${upgrade}Origin: ${stage.origin}\r\nCookie: ${person.cookieHeader()}\r\n\r\n`;
      const raw = (path) => stage.raw(`GET ${path} HTTP/1.1\r\n${head}`);
      assert.equal((await raw("/open/..;/live")).code, "path_refused");
      assert.ok((await raw("/auth/session")).status >= 200);
      assert.equal(stage.upstream.came.length, before);
      assert.equal((await raw("/live")).status, 101);
    });

    it("that the upstream does not open are answered as it answers", async () => {
      const refused = await open(stage, "/moved", own());
      assert.equal(refused.status, 302);
      const late = await open(stage, "/hangs", own());
      assert.deepEqual([late.status, late.code], [504, "upstream_timeout"]);
    });
  });
}

for (const host of HOSTS.filter((each) => each !== "workerd")) {
  describe(`a WebSocket at the end of the program in ${host}`, () => {
    it("is not opened for a connection that was silent until then, and the program ends", { timeout: 15_000 }, async () => {
      const stage = await startGateway(host);
      const person = await stage.signedIn();
      const { socket } = await open(stage, "/live", { cookie: person.cookieHeader(), origin: stage.origin });
      const connection = connect(stage.port, "127.0.0.1").setEncoding("latin1").on("error", () => {});
      let received = "";
      connection.on("data", (text) => { received += text; });
      await once(connection, "connect");
      // Bun resets what it closes.
      const [closed, gone] = [socket.on("error", () => {}), connection].map((each) => new Promise((resolve) => { each.on("close", resolve); }));
      const ended = stage.stop();
      await closed;
      const head = ["GET /live HTTP/1.1", `host: localhost:${stage.port}`, `origin: ${stage.origin}`, `cookie: ${person.cookieHeader()}`];
      const asked = ["connection: upgrade", "upgrade: websocket", "sec-websocket-version: 13", `sec-websocket-key: ${"A".repeat(22)}==`];
      connection.write(`${[...head, ...asked].join("\r\n")}\r\n\r\n`);
      await Promise.all([gone, ended]);
      assert.equal(received, "");
    });
  });
}

describe("an open WebSocket", { concurrency: true }, () => {
  for (const host of HOSTS) {
    it(`ends within a minute of its session in ${host}`, async () => {
      const stage = await startGateway(host, { settings: { SESSION_TTL: "60" } });
      try {
        const person = await stage.signedIn();
        const { socket } = await open(stage, "/live", { cookie: person.cookieHeader(), origin: stage.origin });
        assert.equal(String(await said(socket, "hello")), "hello");
        const start = Date.now();
        await once(socket, "close");
        const seconds = (Date.now() - start) / 1000;
        assert.ok(seconds > 50 && seconds < 125, `${seconds}`);
      } finally {
        await stage.stop();
      }
    });
  }
});
