/** The benchmark does what its README says: every row prints its tables, and nobody saves time by checking less. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { ENGINES } from "./lib/engines.mjs";
import { interleave } from "./lib/interleave.mjs";
import { table } from "./lib/markdown.mjs";
import { idTokenClaims, sign, SUB, WRONG } from "./lib/provider.mjs";
import { APPLICATIONS, PRODUCTS, startSite } from "./lib/site.mjs";
import { begin, key } from "./rows/verify.mjs";
import { createStand } from "./sides/stand.mjs";

const ROWS = readdirSync(new URL("rows/", import.meta.url));

describe("make bench", () => {
  for (const file of ROWS) {
    it(`prints the tables of ${file}`, async () => {
      const { title, run } = await import(`./rows/${file}`);
      assert.match(title, /^[A-Z]/);
      const tables = await run({ rounds: 1 });
      assert.ok(tables.length > 0);
      for (const shown of tables) {
        const lines = table(shown).split("\n");
        assert.equal(lines[0], `**${shown.caption}**`);
        assert.equal(lines[1], "");
        assert.ok(shown.rows.length > 0);
        for (const row of shown.rows) assert.equal(row.length, shown.columns.length);
        const cells = lines.slice(2, 4 + shown.rows.length).map((line) => line.split("|").length);
        assert.deepEqual(new Set(cells), new Set([shown.columns.length + 2]));
        assert.ok(shown.rows.flat().every((cell) => !/NaN|undefined|Infinity/.test(String(cell))), lines.join("\n"));
      }
    });
  }
});

describe("a verification", () => {
  for (const [where, start] of Object.entries(ENGINES)) {
    describe(where, () => {
      let engine;
      let nonce;
      before(async () => {
        engine = await start();
        nonce = await begin(engine);
      });
      after(() => engine?.stop());

      for (const name of createStand({}).names) {
        it(`takes the right token and none of the wrong ones: ${name}`, async () => {
          const verify = (token, fresh) => engine.verify({ name, token, count: 1, fresh });
          for (const fresh of [true, false]) {
            assert.ok((await verify(sign(key, idTokenClaims(nonce)), fresh)) !== undefined);
            for (const [what, make] of Object.entries(WRONG)) await assert.rejects(verify(make(key, nonce), fresh), what);
          }
        });
      }
    });
  }
});

describe("a callback", () => {
  let site;
  before(async () => {
    site = await startSite();
  });
  after(() => site?.stop());

  for (const name of APPLICATIONS) {
    it(`opens a session for the right ID token and for none of the wrong ones: ${name}`, async () => {
      const { location, session } = await site.callback(name, await site.login(name));
      assert.equal(location, "/");
      assert.notEqual(session, "");
      for (const [what, make] of Object.entries({ ...WRONG, "another access token's hash": otherHash })) {
        const refused = await site.callback(name, await site.login(name, make));
        assert.match(refused.location, /^\/\?auth_error=/, what);
        assert.equal(refused.session, "", what);
      }
    });

    it(`answers a stranger's login, and an altered session, with neither a session nor an identity: ${name}`, async () => {
      const mine = await site.login(name);
      const { cookie } = await site.login(name);
      assert.match((await site.callback(name, { ...mine, cookie })).location, /^\/\?auth_error=/);

      const { session } = await site.callback(name, await site.login(name));
      assert.equal((await site.read(name, session)).status, 200);
      // The last character has bits that decode to nothing.
      const altered = session.replace(/.(.)$/, (end, last) => (end[0] === "A" ? "B" : "A") + last);
      assert.equal((await site.read(name, altered)).status, 401);
    });
  }

  const otherHash = (signing, nonce) => sign(signing, idTokenClaims(nonce, "another access token"));
});

describe("a product's session", () => {
  let site;
  before(async () => {
    site = await startSite(undefined, Object.keys(PRODUCTS));
  });
  after(() => site?.stop());

  for (const [name, product] of Object.entries(PRODUCTS)) {
    it(`is taken as it was made, and neither altered nor left out: ${product}`, async () => {
      const session = await site.session(name);
      const { status, body } = await site.read(name, session);
      assert.deepEqual([status, JSON.parse(body)], [200, { holder: SUB }]);
      const altered = session.replace(/.(.)$/, (end, last) => (end[0] === "A" ? "B" : "A") + last);
      for (const cookie of [altered, "another=cookie"]) assert.equal((await site.read(name, cookie)).status, 401);
    });
  }
});

describe("the turns", () => {
  it("rotate, then run backwards, so that nobody is always first", async () => {
    const order = [];
    const turn = (name) => async () => {
      order.push(name);
      return 1;
    };
    await interleave({ a: turn("a"), b: turn("b"), c: turn("c") }, 6);
    assert.equal(order.join(""), "abcbcacabcbaacbbac");
  });

  it("give medians, and a ratio made within each round", async () => {
    const costs = { ours: [1, 2, 4, 8], theirs: [3, 4, 8, 40] };
    const turn = (name) => async () => costs[name].shift();
    const { median, ratio } = await interleave({ ours: turn("ours"), theirs: turn("theirs") }, 4);
    assert.equal(median("ours"), 3);
    assert.equal(median("theirs"), 6);
    assert.deepEqual(ratio("ours", "theirs"), { median: 2.5, low: 2, high: 3.5 });
  });
});
