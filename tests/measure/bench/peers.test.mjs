/** The rows that compare with other libraries: each competitor does the work that the tables say it does. No time is looked at. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { launchChromium } from "../../world/browsers/chromium.mjs";
import { bytesAfter } from "./lib/memory/grown.mjs";
import { PAGES } from "./lib/peers/catalogue.mjs";
import { clientAtTheEdge } from "../../world/handmade/edge-client.mjs";
import { edgeVisit } from "./lib/peers/edge-visit.mjs";
import { lay } from "./lib/peers/fresh-workerd.mjs";
import { startProvider, SUB, WRONGS } from "../../world/handmade/provider.mjs";
import { startSite } from "./lib/peers/site.mjs";
import { outcomes } from "./lib/peers/visit.mjs";
import { bundleWorker, WORKERS } from "./lib/peers/workers.mjs";

const wrongs = Object.keys(WRONGS);

describe("pages that sign people in", () => {
  let browser;
  let provider;
  before(async () => {
    [browser, provider] = await Promise.all([launchChromium(), startProvider()]);
  });
  after(() => Promise.all([browser.close(), provider.close()]));

  for (const { name, program, refuses } of PAGES) {
    it(`${name}: accepts the right ID token, and refuses those wrong in ${refuses.join(", ")}`, async (t) => {
      const site = await startSite(program, provider.issuer);
      t.after(() => site.close());
      const [right, ...others] = await outcomes(browser, site, provider, [undefined, ...wrongs]);
      assert.deepEqual([right.value, right.error], [SUB, undefined]);
      assert.deepEqual(wrongs.filter((_, at) => others[at].error !== undefined), refuses);
      for (const { value, error } of others) assert.equal(value, error === undefined ? SUB : undefined);
    });
  }
});

describe("Workers that sign people in", () => {
  let client;
  before(async () => {
    client = await clientAtTheEdge();
  });
  after(() => client.provider.close());

  for (const worker of WORKERS) {
    it(`${worker.name}: opens a session for the right ID token, and none for a wrong one`, async (t) => {
      const files = await lay(await bundleWorker(worker));
      t.after(() => files.remove());
      const visited = (wrong) => edgeVisit(files, client.settings, client.provider, { wrong });
      const right = await visited();
      assert.equal(right.location, "/");
      assert.ok(right.session.length > 100);
      for (const wrong of wrongs) {
        const { location, session } = await visited(wrong);
        assert.match(location, /auth_error/, wrong);
        assert.equal(session, "", wrong);
      }
    });
  }
});

describe("the memory of the Wasm", () => {
  // A Worker keeps a provider's keys, and their multiples, which come with their 21st to 122nd use, two for each callback: there it has grown before
  // the first look.
  for (const [use, counts] of Object.entries({ verification: [1, 300], callback: [70, 300], session: [1, 2000] })) {
    it(`does not grow with its uses: ${use}`, async () => {
      const [early, late] = await bytesAfter(use, counts);
      assert.ok(early > 0);
      assert.equal(late, early);
    });
  }
});

describe("the tables", () => {
  const LEAST = {
    sizes: { tables: 3 },
    "cold-start": { tables: 2, ways: { "no network between": undefined } },
    memory: { tables: 1, counts: [1, 2] },
  };

  for (const [name, { tables, ...least }] of Object.entries(LEAST)) {
    it(`have a cell in every column: ${name}`, async () => {
      const { title, run } = await import(`./rows/${name}.mjs`);
      assert.equal(typeof title, "string");
      const made = await run({ rounds: 1, ...least });
      assert.equal(made.length, tables);
      for (const { caption, columns, rows } of made) {
        assert.ok(caption.length > 0 && rows.length > 0);
        for (const row of rows) {
          assert.equal(row.length, columns.length, caption);
          for (const cell of row) assert.match(String(cell), /^(?!.*(NaN|undefined|null))/, `${caption}: ${row[0]}`);
        }
      }
    });
  }
});
