/** A page: it loads the department that it needs from its own origin, and asks nobody else. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { describe, it } from "node:test";
import { labelSite } from "./site.mjs";

const FRANCE = { code: "99100", france: true };
const commune = (code) => ({ kind: "commune", code, department: code.slice(0, 2) });
const born = (iso) => ({ birthdate: { iso, year: Number(iso.slice(0, 4)), presumed: "no" } });
const CHERBOURG = { birthplace: commune("50129"), birthCountry: FRANCE, ...born("2005-05-05") };

const site = await labelSite('import * as labels from "fc-pivot/labels"; Object.assign(window, { labels, ready: true });');

/** What the page shows of somebody, or its error. */
const shown = (identity, page = { from: "/labels/", identity }) =>
  site.tab.evaluate(async ([person, options]) => {
    const { describe, openLabels } = window.labels;
    try {
      const opened = await openLabels(options ?? undefined);
      return { fr: describe(person, "fr", opened).birthplace, en: describe(person, "en", opened).birthplace, source: opened.source };
    } catch (error) {
      return { code: error.code, detail: error.detail };
    }
  }, [identity, page]);

describe("a page", () => {
  it("asks for the one department that it shows", async () => {
    assert.deepEqual(await shown(CHERBOURG), {
      fr: "Cherbourg-Octeville (Manche)", en: "Cherbourg-Octeville (Manche)", source: "INSEE, COG 2026, Licence Ouverte 2.0",
    });
    assert.deepEqual(site.asked, ["/labels/50.txt"]);
  });

  it("asks for the register's department as well where it is another", async () => {
    assert.equal((await shown({ ...CHERBOURG, rnipp: { birthplace: commune("2A004") } })).fr, "Cherbourg-Octeville (Manche)");
    assert.deepEqual(site.asked.splice(0).sort(), ["/labels/2A.txt", "/labels/50.txt"]);
    await shown({ ...CHERBOURG, rnipp: { birthplace: commune("50001") } });
    assert.deepEqual(site.asked, ["/labels/50.txt"]);
  });

  it("asks for nothing for somebody born abroad, nor for a department that never was", async () => {
    const abroad = { birthplace: { kind: "abroad" }, birthCountry: { code: "99123", france: false }, ...born("1970") };
    assert.equal((await shown(abroad)).en, "Soviet Union");
    assert.equal((await shown({ ...CHERBOURG, birthplace: commune("98501") })).fr, "commune 98501");
    assert.deepEqual(site.asked, []);
  });

  it("has all of France from one file, which tells nobody where somebody was born", async () => {
    assert.equal((await shown(CHERBOURG, { from: "/labels/" })).fr, "Cherbourg-Octeville (Manche)");
    assert.equal((await shown({ birthplace: commune("98735") }, { from: "/labels/" })).fr, "Papeete (Polynésie française)");
    assert.deepEqual(site.asked, ["/labels/communes.txt", "/labels/communes.txt"]);
  });

  it("asks no other origin, and follows nobody there", async () => {
    for (const from of ["https://cdn.example/labels/", "//cdn.example/labels/", "data:,/", "http://", "/labels", "", undefined, 7]) {
      assert.equal((await shown(CHERBOURG, { from, identity: CHERBOURG })).code, "invalid_settings", from);
    }
    assert.deepEqual(site.asked, []);
    const other = createServer((_, response) => response.writeHead(200, { "access-control-allow-origin": "*" }).end("#50\nElsewhere"));
    await once(other.listen(0, "localhost"), "listening");
    site.answer = async () => [302, { location: `http://localhost:${other.address().port}/50.txt` }];
    assert.deepEqual(await shown(CHERBOURG), { code: "network_error", detail: "openLabels" });
    other.closeAllConnections();
    other.close();
  });

  it("says what is wrong where the files are not there, and never where somebody was born", async () => {
    const wrongs = {
      "a page for everything": [[200, { "content-type": "text/html" }, "<!doctype html>"], "invalid_settings"],
      "no file": [[404, {}, ""], "invalid_settings"],
      "a server in trouble": [[503, {}, "busy"], "network_error"],
    };
    for (const [what, [wrong, code]] of Object.entries(wrongs)) {
      site.answer = async () => wrong;
      const seen = await shown(CHERBOURG);
      assert.equal(seen.code, code, what);
      assert.doesNotMatch(seen.detail, /50/);
    }
  });

  it("has to say where the files are", async () => {
    assert.deepEqual(await shown(CHERBOURG, null), { code: "invalid_settings", detail: "openLabels: expected the option from in a page" });
    const unknown = await shown(CHERBOURG, { from: "/labels/", identity: CHERBOURG, folder: "/labels/" });
    assert.equal(unknown.code, "invalid_settings");
  });

  it("does not have the communes in its bundle", () => {
    assert.ok(site.sources.some((path) => path.endsWith("communes.absent.js")));
    assert.ok(!site.sources.some((path) => /communes\.(node|workerd)\.js|communes\.txt/.test(path)));
  });
});
