/** A civil status as people write it: names, dates with their presumption, places, in both languages. */
import assert from "node:assert/strict";
import { describe as suite, it } from "node:test";
import { describe, openLabels } from "fc-pivot/labels";

const labels = await openLabels();
const commune = (code) => ({ kind: "commune", code, department: code.slice(0, 2) });
const FRANCE = { code: "99100", france: true };
const country = (code) => ({ code, france: false });

suite("the full name", () => {
  for (const [what, person, french, english = french] of [
    ["birth name and given names", { birthName: "Martin", givenNames: ["Marie-Claire", "Louise"] }, "MARTIN Marie-Claire Louise"],
    ["a usual name beside it", { birthName: "MARTIN", usualName: "Dupont", givenNames: ["Marie"] },
      "MARTIN (nom d’usage\u00a0: DUPONT) Marie", "MARTIN (usual name: DUPONT) Marie"],
    ["a usual name that is the birth name", { birthName: "Martin", usualName: "MARTIN", givenNames: ["Marie"] }, "MARTIN Marie"],
    ["a European's one family name", { usualName: "García López", givenNames: ["María"] }, "GARCÍA LÓPEZ María"],
    ["given names in capitals", { birthName: "LE GOFF", givenNames: ["JEAN-FRANÇOIS", "N’GOLO"] }, "LE GOFF Jean-François N’Golo"],
    ["given names in small letters, decomposed too", { birthName: "e\u0301te\u0301", givenNames: ["e\u0301lie"] }, "E\u0301TE\u0301 E\u0301lie"],
    ["a given name as its bearer writes it", { birthName: "O’Brien", givenNames: ["McKenna", "Anne-marie"] }, "O’BRIEN McKenna Anne-marie"],
    ["other scripts as they came", { usualName: "ბერიძე", givenNames: ["ნინო", "李娜"] }, "ბერიძე ნინო 李娜"],
    ["no given name", { birthName: "Martin" }, "MARTIN"],
    ["no name at all", { givenNames: [] }, undefined],
  ]) {
    it(what, () => {
      assert.equal(describe(person, "fr").fullName, french);
      assert.equal(describe(person, "en").fullName, english);
    });
  }
});

suite("the date of birth", () => {
  for (const [what, birthdate, french, english] of [
    ["a known day", { year: 1964, month: 3, day: 7, presumed: "no" }, "7 mars 1964", "7 March 1964"],
    ["a known first of the month", { year: 1964, month: 3, day: 1, presumed: "no" }, "1er mars 1964", "1 March 1964"],
    ["a day that is not known", { year: 1964, month: 8, presumed: "day" }, "août 1964 (jour inconnu)", "August 1964 (day not known)"],
    ["nor the month", { year: 1964, presumed: "month-and-day" }, "1964 (jour et mois inconnus)", "1964 (day and month not known)"],
    ["a first that may be filled in", { year: 1964, month: 2, day: 1, presumed: "possibly" },
      "1er février 1964 (jour à confirmer)", "1 February 1964 (day to be confirmed)"],
    ["a first of January that may be", { year: 1964, month: 1, day: 1, presumed: "possibly" },
      "1er janvier 1964 (jour et mois à confirmer)", "1 January 1964 (day and month to be confirmed)"],
  ]) {
    it(what, () => {
      assert.equal(describe({ birthdate }, "fr").birthdate, french);
      assert.equal(describe({ birthdate }, "en").birthdate, english);
    });
  }
});

suite("the place of birth", () => {
  const born = (iso) => ({ birthdate: { year: Number(iso.slice(0, 4)), iso, presumed: "no" } });
  for (const [what, person, french, english = french] of [
    ["a commune as it was called", { birthplace: commune("50129"), birthCountry: FRANCE, ...born("1970-05-05") }, "Cherbourg (Manche)"],
    ["both names where the date spans a change", { birthplace: commune("50129"), ...born("2000") },
      "Cherbourg ou Cherbourg-Octeville (Manche)", "Cherbourg or Cherbourg-Octeville (Manche)"],
    ["today's name where there is no date", { birthplace: commune("50129") }, "Cherbourg-en-Cotentin (Manche)"],
    ["Paris, once", { birthplace: commune("75105"), ...born("1990-05-05") }, "Paris 5e Arrondissement"],
    ["Paris in the Seine", { birthplace: commune("75056"), ...born("1950-05-05") }, "Paris (Seine)"],
    ["an island, once", { birthplace: commune("97801"), ...born("2010-05-05") }, "Saint-Martin"],
    ["a code without a name", { birthplace: commune("98501"), ...born("1990-05-05") }, "commune 98501"],
    ["a country as it was called", { birthplace: { kind: "abroad" }, birthCountry: country("99123"), ...born("1970-05-05") }, "URSS", "Soviet Union"],
    ["a country without a name", { birthplace: { kind: "abroad" }, birthCountry: country("99998") }, "pays 99998", "country 99998"],
    ["a country alone", { birthCountry: FRANCE }, "France"],
    ["abroad, and nobody says where", { birthplace: { kind: "abroad" } }, "à l’étranger", "abroad"],
    ["a European's own words", { birthplace: { kind: "free-text", text: "Santiago, A Coruña" } }, "Santiago, A Coruña"],
    ["nothing", {}, undefined],
  ]) {
    it(what, () => {
      assert.equal(describe(person, "fr", labels).birthplace, french);
      assert.equal(describe(person, "en", labels).birthplace, english);
    });
  }

  it("is the code where there are no labels", () => {
    assert.equal(describe({ birthplace: commune("50129"), birthCountry: FRANCE }, "fr").birthplace, "commune 50129");
    assert.equal(describe({ birthplace: { kind: "abroad" }, birthCountry: country("99352") }, "en").birthplace, "country 99352");
  });
});

it("has no text for what the identity lacks", () => {
  assert.deepEqual(describe({}, "fr", labels), {});
  assert.deepEqual(Object.keys(describe({ birthName: "MARTIN" }, "fr", labels)), ["fullName"]);
});
