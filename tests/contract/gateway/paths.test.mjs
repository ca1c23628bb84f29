/** N77, N78: one reading of a request. What the guard decides on is what the upstream gets; what could be read in another way is refused. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { HOSTS, startGateway } from "./stage.mjs";

const RULES = "/open/* open; /open/act/* eidas3; /act/* eidas3; /été open";

/** Refused, whoever asks, at the code that the guide's table says. */
const REFUSED = [
  "/open%2f..%2faccount", "/open%5c..%5caccount", "/open/%2e%2e/account", "/open/.%2E/account", "/open/%2e/x", "/open/..;/account",
  "/open/..;a=1/account",  "/open/.;/x", "//open/x", "/open//x", "/open/;/x", "/open/%252e%252e/account", "/open%252faccount",
  "/open/a%00", "/open/a%0d%0aX:1", "/open/%", "/open/%zz", "/open/%c0%af",
  "/open/%ff", "/open/a\\b", "/open/a#b", "/open/a`b", "/open/%7f", "/auth/%2e%2e/open/x", "/auth/..;/account",
];

/** Forwarded as they are, or as the host has written them before anybody has looked. */
const FORWARDED = {
  "/open/a": "/open/a",
  "/open/a?x=/../y&z=%zz": "/open/a?x=/../y&z=%zz",
  "/open/a%20b": "/open/a%20b",
  "/open/%61": "/open/%61",
  "/%6fpen/a": "/%6fpen/a",
  "/open/a;jsessionid=1?x": "/open/a;jsessionid=1?x",
  "/open/...": "/open/...",
  "/open/100%25": "/open/100%25",
  "/%C3%A9t%C3%A9": "/%C3%A9t%C3%A9",
};

/** Read by an upstream as `/act/…`: none of them is let in at a lower level, nor by a rule that opens another path. */
const STRICTER = [
  "/act/sign", "/ACT/sign", "/Act/Sign", "/%61ct/sign", "/%41CT", "/act", "/act/", "/act./sign", "/act%20/sign", "/act;x=1/sign", "/%EF%BD%81ct/sign",
  "/open/act/x", "/open/Act/x", "/open/ACT;y/x", "/open/%61ct",
];

/** Guarded at the deployment's level, since open rules are compared to the letter. */
const GUARDED = ["/Open/a", "/OPEN/a", "/open.", "/opens/a", "/open%20/a", "/account", "/", "/ete"];

for (const host of HOSTS) {
  describe(`paths in ${host}`, () => {
    let stage;
    let weak;
    before(async () => {
      stage = await startGateway(host, { rules: RULES });
      weak = await stage.signedIn("no-usual-name");
    });
    after(() => stage?.stop());
    const head = (target, cookie) => {
      const line = `GET ${Buffer.from(target).toString("latin1")} HTTP/1.1\r\nHost: localhost\r\n`;
      return `${line}${cookie === undefined ? "" : `Cookie: ${cookie}\r\n`}Connection: close\r\n\r\n`;
    };
    const ask = async (target, cookie) => {
      const before = stage.upstream.came.length;
      const answer = await stage.raw(head(target, cookie), { quiet: 300 });
      return { ...answer, came: stage.upstream.came.slice(before).map(({ url }) => url) };
    };

    it("N77 are refused where they can be read in more than one way", async () => {
      for (const target of REFUSED) {
        const { status, code, came } = await ask(target, weak.cookieHeader());
        assert.deepEqual([target, status, code, came], [target, 400, "path_refused", []]);
      }
      // Node's own parser refuses what is no ASCII, before anybody reads it.
      const { status, came } = await ask("/open/é", weak.cookieHeader());
      assert.deepEqual([status, came], [400, []]);
    });

    it("N77 are forwarded as they were decided on", async () => {
      for (const [target, sent] of Object.entries(FORWARDED)) {
        const { status, came } = await ask(target);
        assert.deepEqual([target, status, came], [target, 200, [sent]]);
      }
    });

    it("N77 with segments of dots are refused, or forwarded and decided on as the host has resolved them", async () => {
      for (const target of ["/open/../account", "/open/./../act/sign"]) {
        const { status, came } = await ask(target);
        assert.deepEqual([came, [400, 401].includes(status)], [[], true], target);
      }
      assert.deepEqual((await ask("/account/../open/a")).came.filter((url) => url !== "/open/a"), []);
    });

    it("N77 of an upstream that does not tell capitals apart open nothing, and lower no level", async () => {
      for (const target of STRICTER) {
        const { status, code, came } = await ask(target, weak.cookieHeader());
        assert.deepEqual([target, status, code, came], [target, 403, "acr_insufficient", []]);
      }
      for (const target of GUARDED) {
        const { status, code, came } = await ask(target);
        assert.deepEqual([target, status, code, came], [target, 401, "no_session", []]);
        assert.equal((await ask(target, weak.cookieHeader())).status, 200, target);
      }
    });

    it("N77 are never taken from a header", async () => {
      const forged = "X-Forwarded-Uri: /open/a\r\nX-Original-URI: /open/a\r\nX-Original-URL: /open/a\r\nX-Rewrite-URL: /open/a\r\n";
      const { status, code } = await stage.raw(head("/account").replace("Connection", `${forged}Connection`));
      assert.deepEqual([status, code], [401, "no_session"]);
    });
  });

  describe(`requests on the wire in ${host}`, () => {
    let stage;
    let cookie;
    before(async () => {
      stage = await startGateway(host, { rules: "/open/* open" });
      cookie = `Cookie: ${(await stage.signedIn()).cookieHeader()}\r\n`;
    });
    after(() => stage?.stop());
    const send = async (text, options) => {
      const before = stage.upstream.came.length;
      const answer = await stage.raw(text, options);
      return { ...answer, came: stage.upstream.came.slice(before) };
    };
    const post = (fields, body) => `POST /open/x HTTP/1.1\r\nHost: localhost\r\n${fields.map((field) => `${field}\r\n`).join("")}\r\n${body}`;

    it("N78 pass with one length, and with chunks", async () => {
      for (const fields of [["Content-Length: 5"], ["Transfer-Encoding: chunked"]]) {
        const { status, came } = await send(post(fields, fields[0].startsWith("C") ? "hello" : "5\r\nhello\r\n0\r\n\r\n"));
        assert.deepEqual([status, came.map(({ size }) => size)], [200, [5]]);
      }
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
      const fields = ["Connection: close, x-secret, x-forwarded-host", "X-Secret: 1", "Keep-Alive: timeout=5", "TE: trailers", "Upgrade: h2c", "HTTP2-Settings: AAMA"];
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
