/** The names of places for codes and dates of birth, each trap of INSEE's list in a row, and what is no code or no date. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openLabels } from "fc-pivot/labels";
import { COMMUNES, COUNTRIES } from "./births.mjs";

const labels = await openLabels();

describe("communes", () => {
  for (const [what, code, iso, expected, certain, names] of COMMUNES) {
    it(`${what}: ${code}, ${iso ?? "at any time"}`, () => {
      const label = labels.commune(code, iso);
      if (expected === undefined) return assert.equal(label, undefined);
      const { name, department } = label;
      assert.equal(`${name} (${department.name})`, expected);
      assert.ok(code.startsWith(department.code));
      assert.equal(label.certain, certain);
      assert.deepEqual(label.names, names ?? [name]);
    });
  }

  it("are known for a year and a month in the spellings of FranceConnect+ too", () => {
    for (const [code, iso] of [["50129", "2000"], ["50129", "2000-02"], ["08105", "1966-10"], ["08105", "1966"]]) {
      const filled = iso.length === 4 ? `${iso}-00-00` : `${iso}-00`;
      assert.deepEqual(labels.commune(code, filled), labels.commune(code, iso));
      assert.notDeepEqual(labels.commune(code, filled), labels.commune(code));
    }
  });

  it("are named as without a date where the date is none", () => {
    const anyTime = labels.commune("50129");
    for (const iso of ["", "yesterday", "1971-13-01", "1971-05-32", "19710501", "-001", "1971-05-01T00:00", 1971, null]) {
      assert.deepEqual(labels.commune("50129", iso), anyTime, iso);
    }
    assert.notDeepEqual(labels.commune("50129", "1971-05-01"), anyTime);
  });

  it("are undefined where the code does not have the form of one", () => {
    const wrong = ["", "5012", "501290", "50 29", "2a004", "2C004", "50000", "9712", "97000", "constructor", "__proto__", undefined, null, 50129];
    for (const code of wrong) {
      assert.equal(labels.commune(code, "1980"), undefined, String(code));
    }
    assert.equal(labels.commune("50129", "1980").name, "Cherbourg");
  });
});

describe("countries", () => {
  for (const [what, code, iso, french, english, certain] of COUNTRIES) {
    it(`${what}: ${code}, ${iso ?? "at any time"}`, () => {
      assert.deepEqual(labels.country(code, "fr", iso), french && { name: french, certain });
      assert.deepEqual(labels.country(code, "en", iso), english && { name: english, certain });
    });
  }

  it("all have a name in both languages, and no two of today the same one", () => {
    const names = { fr: [], en: [] };
    for (let code = 99_100; code < 99_700; code += 1) {
      for (const language of ["fr", "en"]) {
        const label = labels.country(String(code), language, "2026-01-01");
        if (label === undefined) continue;
        assert.match(label.name, /^\p{Lu}[\p{L}\p{M}’'., ()&-]+$/u);
        if (label.certain) names[language].push(label.name);
      }
    }
    for (const language of ["fr", "en"]) {
      assert.ok(names[language].length > 220);
      assert.equal(new Set(names[language]).size, names[language].length, language);
    }
  });
});

it("say which data they are", () => {
  assert.equal(labels.vintage, 2026);
  assert.match(labels.source, /^INSEE, COG 2026, Licence Ouverte 2\.0$/);
});
