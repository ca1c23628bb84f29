/** N78: one framing of a request. The gateway frames each anew; one whose length is said twice is refused. A connection's own headers stay there. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { HOSTS, startGateway } from "./stage.mjs";
import { UPSTREAMS } from "./upstreams/index.mjs";

for (const host of HOSTS) for (const kind of Object.keys(UPSTREAMS)) {
  describe(`requests on the wire in ${host}, before ${kind}`, () => {
    let stage;
    let cookie;
    before(async () => {
      stage = await startGateway(host, { rules: "/open/* open", kind });
      cookie = `Cookie: ${(await stage.signedIn()).cookieHeader()}\r\n`;
    });
    after(() => stage?.stop());
    const send = async (text, options) => {
      const before = stage.upstream.came.length;
      const answer = await stage.raw(text, { quiet: 250, ...options });
      return { ...answer, came: stage.upstream.came.slice(before) };
    };
    const post = (fields, body) => `POST /open/x HTTP/1.1\r\nHost: localhost\r\n${fields.map((field) => `${field}\r\n`).join("")}\r\n${body}`;

    it("N78 that break off are whole requests to no upstream, whatever frames them", async () => {
      const chunks = ["Transfer-Encoding: chunked", "5\r\nhel", "5\r\nhello\r\n0\r\n\r\n"];
      for (const [field, part, whole] of [["Content-Length: 5", "hel", "hello"], chunks]) {
        const before = stage.upstream.came.length;
        for (let round = 0; round < 3; round += 1) {
          await send(post([field], part), { leaves: true });
          await send(post([field], whole));
        }
        assert.deepEqual([field, stage.upstream.came.slice(before).map(({ size }) => size)], [field, [5, 5, 5]]);
      }
    });

    it("N78 pass with one length, and with chunks", async () => {
      for (const fields of [["Content-Length: 5"], ["Transfer-Encoding: chunked"]]) {
        const { status, came } = await send(post(fields, fields[0].startsWith("C") ? "hello" : "5\r\nhello\r\n0\r\n\r\n"));
        assert.deepEqual([status, came.map(({ size }) => size)], [200, [5]]);
      }
    });

    it("N78 with a request in their body are one, whatever frames it", async () => {
      const inside = "POST /open/behind HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n";
      const size = inside.length;
      const chunk = `${size.toString(16)}\r\n${inside}\r\n0\r\n`;
      const bodies = [
        [["Content-Length", size], inside],
        [["Transfer-Encoding", "chunked"], `${chunk}\r\n`],
        [["Transfer-Encoding", "Chunked"], `${chunk}\r\n`],
      ];
      for (const [field, body] of bodies) {
        const { heads, came } = await send(post([field.join(": ")], body));
        assert.deepEqual([field, heads, came.map(({ url }) => url), came[0].size], [field, [200], ["/open/x"], size]);
      }
    });

    it("N78 with trailers reach the upstream without them, if they do", async () => {
      for (const trailer of ["X-A: forged", "Fc-Identity: forged", "Content-Length: 1"]) {
        const { heads, came } = await send(post(["Transfer-Encoding: chunked"], `5\r\nhello\r\n0\r\n${trailer}\r\n\r\n`));
        // workerd takes them for the beginning of another request, which is none; Node refuses a length there.
        assert.ok(heads[0] === 200 ? came.length === 1 && came[0].size === 5 : heads[0] === 400 && came.length === 0, `${trailer} ${heads}`);
        assert.ok(heads.slice(1).every((status) => status >= 400), `${heads}`);
        assert.doesNotMatch(JSON.stringify(came), /forged/);
      }
    });

    it("N78 with an extension of a chunk are read as they are meant, or refused", async () => {
      const { status, code, came } = await send(post(["Transfer-Encoding: chunked"], "6;a=b\r\nhello!\r\n0\r\n\r\n"));
      const sizes = came.map(({ size }) => size);
      // workerd 1.20260426 cannot read them, 1.20261117 can.
      const refused = host === "workerd" && status === 400;
      assert.deepEqual([status, code, sizes], refused ? [400, "request_refused", []] : [200, undefined, [6]]);
    });

    it("N78 are refused where their length is said twice, and nothing behind them is read as a request", async () => {
      const behind = "GET /open/behind HTTP/1.1\r\nHost: localhost\r\n\r\n";
      const both = [
        post(["Content-Length: 5", "Transfer-Encoding: chunked"], `5\r\nhello\r\n0\r\n\r\n`),
        post(["Transfer-Encoding: chunked", "Content-Length: 3"], `5\r\nhello\r\n0\r\n\r\n`),
        post(["Content-Length: 5", "Content-Length: 6"], "hello1"),
        post(["Content-Length: +5"], "hello"),
        post(["Content-Length: 5, 5"], "hello"),
        post(["Transfer-Encoding: gzip, chunked", "Content-Length: 5"], "5\r\nhello\r\n0\r\n\r\n"),
        // As CGI and WSGI spell both.
        post(["Content-Length: 5", "Content_Length: 6"], "hello"),
        post(["Content-Length: 5", "Transfer_Encoding: chunked"], "hello"),
        post(["Content_Length: 5", "Transfer-Encoding: chunked"], "5\r\nhello\r\n0\r\n\r\n"),
        // Chunks that are none.
        post(["Transfer-Encoding: chunked"], `0x5\r\nhello\r\n0\r\n\r\n${behind}`),
        post(["Transfer-Encoding: chunked"], `5\r\nhello\r\nzz\r\n${behind}`),
        post(["Transfer-Encoding: chunked, identity"], `5\r\nhello\r\n0\r\n\r\n${behind}`),
        `GET /open/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${behind.length}\r\n\r\n${behind}`,
      ];
      for (const text of both) {
        const { status, came } = await send(text);
        assert.ok(status === undefined || status >= 400, `${status} ${text}`);
        assert.deepEqual(came, [], text);
      }
    });

    it("N78 that are refused by us say so", async () => {
      const { status, code } = await send(`GET /open/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello`);
      assert.deepEqual([status, code], [400, "request_refused"]);
      const twin = await send(`GET /open/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n`);
      assert.equal(twin.status, 200);
    });

    it("N78 with an absolute target, a star, or a method that makes a tunnel reach no upstream", async () => {
      const targets = ["GET http://evil.example/open/x", "GET http://localhost/open/x", "GET *", "OPTIONS *", "GET open/x"];
      for (const line of [...targets, "CONNECT localhost:80", "TRACE /open/x", "TRACK /open/x"]) {
        const { status, came } = await send(`${line} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
        assert.ok(status === undefined || status >= 400, `${line}: ${status}`);
        assert.deepEqual(came, [], line);
      }
      assert.equal((await send("OPTIONS /open/x HTTP/1.1\r\nHost: localhost\r\n\r\n")).status, 200);
    });

    it("N78 with `Expect` are served, and the upstream is not told of it", async () => {
      const { status, came } = await send(post(["Content-Length: 5", "Expect: 100-continue"], ""), { parts: ["hello"] });
      assert.deepEqual([status, came.map(({ size }) => size)], [200, [5]]);
      assert.ok(!came[0].headers.some(([name]) => name === "expect"));
    });

    it("N78 with headers of a connection keep them there, whatever `Connection` names", async () => {
      const own = ["X-Secret: 1", "Keep-Alive: timeout=5", "TE: trailers", "Upgrade: h2c", "HTTP2-Settings: AAMA"];
      const fields = ["Connection: close, x-secret, x-forwarded-host", ...own];
      const named = `${fields.join("\r\n")}\r\n`;
      const { came } = await send(`GET /open/x HTTP/1.1\r\nHost: localhost\r\n${named}X-Kept: 1\r\n\r\n`);
      const names = came[0].headers.map(([name]) => name);
      for (const name of ["x-secret", "keep-alive", "te", "http2-settings", "upgrade"]) assert.ok(!names.includes(name), name);
      assert.ok(names.includes("x-kept") && names.includes("x-forwarded-host"));
    });

    it("N78 two on one connection are two", async () => {
      const first = `POST /account HTTP/1.1\r\nHost: localhost\r\n${cookie}Content-Length: 5\r\n\r\nhello`;
      const { heads, came } = await send(`${first}GET /account HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
      assert.deepEqual([heads, came.map(({ method }) => method)], [[200, 401], ["POST"]]);
    });
  });
}
