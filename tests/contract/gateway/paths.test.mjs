/** N77: one reading of a path. What the guard decides on is what the upstream gets, and reads; what could be read in another way is refused. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { HOSTS, startGateway } from "./stage.mjs";
import { UPSTREAMS } from "./upstreams/index.mjs";

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

for (const host of HOSTS) for (const kind of Object.keys(UPSTREAMS)) {
  describe(`paths in ${host}, before ${kind}`, () => {
    let stage;
    let weak;
    before(async () => {
      stage = await startGateway(host, { rules: RULES, kind });
      weak = await stage.signedIn("no-usual-name");
    });
    after(() => stage?.stop());
    const head = (target, cookie) => {
      const line = `GET ${Buffer.from(target).toString("latin1")} HTTP/1.1\r\nHost: localhost\r\n`;
      return `${line}${cookie === undefined ? "" : `Cookie: ${cookie}\r\n`}Connection: close\r\n\r\n`;
    };
    const ask = async (target, cookie) => {
      const before = stage.upstream.came.length;
      const answer = await stage.raw(head(target, cookie), { quiet: 20 });
      const seen = stage.upstream.came.slice(before);
      // An application's own proxy that protects a path by its name has not read that name where none was decided on.
      assert.ok(seen.every(({ place }) => place !== "act"), target);
      return { ...answer, came: seen.map(({ url }) => url), read: seen.map(({ path }) => path) };
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
        const { status, came, read } = await ask(target);
        const decided = decodeURIComponent(sent.split("?", 1)[0]);
        assert.deepEqual([target, status, came, read], [target, 200, [sent], [decided]]);
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
}
