/** The rules of a match, pair by pair: who is found, and who must not be. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { decide, link, openFile, personOf, reconcile, searchKeys } from "fc-pivot/linking";
import { firstVisit } from "../../../pkg/dist/linking/reconcile.js";
import { searchFor } from "../../../pkg/dist/linking/store.js";

const FRANCE = { code: "99100", france: true };
const commune = (code) => ({ kind: "commune", code, department: code.slice(0, 2) });
const date = (year, month, day, presumed = "no") => ({ year, month, day, iso: [year, month, day].filter(Boolean).join("-"), presumed });

const PERSON = {
  issuer: "https://fc.example", sub: "a".repeat(64), birthName: "LE GUELLEC", usualName: "D'ARGENSAC", givenNames: ["Marie-Ange", "Léontine"],
  gender: "female", birthdate: date(1968, 7, 30), birthplace: commune("56121"), birthCountry: FRANCE,
};
const FILE = { birthName: "Le Guellec", givenNames: "Marie Ange Leontine", gender: "female", birthdate: "1968-07-30", birthplace: "56121" };

/** What becomes of a first visit, where this is the only file. */
function outcome(personChange = {}, fileChange = {}, linkedSub, options) {
  const person = withoutUndefined({ ...PERSON, ...personChange });
  const civilStatus = withoutUndefined({ ...FILE, ...fileChange });
  return firstVisit(person, [{ fileId: "1", civilStatus, ...(linkedSub ? { linkedSub } : {}) }], options);
}

const kind = (...pair) => {
  const found = outcome(...pair);
  return found.kind === "match" ? `match, ${found.candidate.sureness}` : found.kind === "ambiguous" ? `ambiguous, ${found.why}` : found.kind;
};
const withoutUndefined = (object) => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));

/** name of the rule → pairs of [what the person is, what the file says, what must come of it] */
const PAIRS = {
  "spelling parts nobody": [
    [{}, {}, "match, whole"],
    [{}, { birthName: "LEGUELLEC", givenNames: "MARIE-ANGE, LEONTINE" }, "match, whole"],
    [{ birthName: "CŒURDEROY" }, { birthName: "coeurderoy" }, "match, whole"],
    [{ birthName: "O’Brien" }, { birthName: "O'BRIEN" }, "match, whole"],
    [{ birthName: "Ñuñez" }, { birthName: "NUNEZ" }, "match, whole"],
    [{ birthName: "E\u0301lie" }, { birthName: "\u00c9LIE" }, "match, whole"], // decomposed and composed
    [{ usualName: "King, Countess of Lovelace" }, { birthName: undefined, usualName: "KING COUNTESS OF LOVELACE" }, "match, partial"],
    [{ birthName: "_", usualName: undefined }, { birthName: "_" }, "new"], // nothing to tell people apart by
    [{}, { birthName: "LE GUELLEG" }, "new"],
  ],
  "given names are compared whole, in their order, and part twins": [
    [{}, { givenNames: "Marie-Claire Léontine" }, "new"],
    [{}, { givenNames: "Léontine Marie-Ange" }, "new"],
    [{ givenNames: ["Jean-Baptiste"] }, { givenNames: "Jean" }, "new"],
    [{ givenNames: ["Jean", "Baptiste"] }, { givenNames: "Jean" }, "match, partial"],
    [{}, { givenNames: "Marie-Ange" }, "match, partial"],
    [{}, { givenNames: "Marie" }, "new"],
    [{ givenNames: ["Marie-Ange"] }, { givenNames: "Marie Ange Léontine" }, "match, partial"],
    [{ givenNames: ["Marie", "Ange"] }, { givenNames: "Marie Ange Léontine" }, "match, partial"],
    [{}, { givenNames: undefined }, "new"],
    [{}, { givenNames: " - " }, "new"],
  ],
  "birth name outweighs the name in use, which helps only where a birth name is missing": [
    [{}, { birthName: "D'ARGENSAC" }, "new"],
    [{}, { birthName: "MARTIN", usualName: "D'ARGENSAC" }, "new"],
    [{}, { birthName: undefined, usualName: "D ARGENSAC" }, "match, partial"],
    [{}, { birthName: undefined, usualName: "LE GUELLEC" }, "match, partial"],
    [{}, { birthName: undefined }, "new"],
    [{ birthName: undefined, usualName: "LE GUELLEC" }, {}, "match, partial"], // a European identity
    [{ birthName: undefined, usualName: "LE GUELLEC", birthplace: undefined, birthCountry: undefined }, {}, "ambiguous, incomplete"],
    [{ birthName: undefined, usualName: "MARTIN" }, {}, "new"],
  ],
  "a day that the civil status does not know agrees with 01 only, and never wholly": [
    [{ birthdate: date(1968, 7) }, { birthdate: "1968-07" }, "match, partial"],
    [{ birthdate: date(1968, 7) }, { birthdate: "1968-07-00" }, "match, partial"],
    [{ birthdate: date(1968, 7) }, { birthdate: "1968-07-01" }, "match, partial"],
    [{ birthdate: date(1968, 7) }, { birthdate: "1968-07-30" }, "new"],
    [{ birthdate: date(1968) }, { birthdate: "1968-01-01" }, "match, partial"],
    [{ birthdate: date(1968) }, { birthdate: "1968-07" }, "new"],
    [{ birthdate: date(1968, 7, 1, "possibly") }, { birthdate: "1968-07-01" }, "match, partial"],
    [{ birthdate: date(1968, 7, 1, "possibly") }, { birthdate: "1968-07" }, "match, partial"],
    [{ birthdate: date(1968, 7, 1, "possibly") }, { birthdate: "1968-07-15" }, "new"],
    [{ birthdate: undefined, rnipp: { birthdate: date(1968, 7, 1, "possibly") } }, { birthdate: "1968-07-01" }, "match, partial"],
    [{ birthdate: undefined, rnipp: { birthdate: date(1968, 7, 1, "possibly") } }, { birthdate: "1968-07-15" }, "new"],
    [{}, { birthdate: "1968-07-31" }, "new"],
    [{}, { birthdate: "30/07/1968" }, "new"],
    [{ birthdate: undefined }, {}, "new"],
  ],
  "communes agree by their code, Corsica's old ones too, a city with its arrondissement partly": [
    [{ birthplace: commune("2A004") }, { birthplace: "20004" }, "match, whole"],
    [{ birthplace: commune("2B033") }, { birthplace: "20004" }, "new"],
    [{ birthplace: commune("2A004") }, { birthplace: "2B004" }, "new"],
    [{ birthplace: commune("69383") }, { birthplace: "69123" }, "match, partial"],
    [{ birthplace: commune("69383") }, { birthplace: "69384" }, "new"],
    [{ birthplace: commune("75056") }, { birthplace: "75114" }, "match, partial"],
    [{}, { birthplace: "56122" }, "new"],
    [{}, { birthplace: undefined }, "ambiguous, incomplete"],
    [{}, { birthplace: "Locminé" }, "ambiguous, incomplete"],
    [{}, { birthplace: undefined, birthCountry: "99350" }, "new"],
  ],
  "born abroad, the country agrees partly, and needs a date to the day beside it": [
    [{ birthplace: { kind: "abroad" }, birthCountry: { code: "99350", france: false } }, { birthplace: undefined, birthCountry: "99350" }, "match, partial"],
    [{ birthplace: { kind: "abroad" }, birthCountry: { code: "99350", france: false } }, { birthplace: "99350" }, "match, partial"],
    [{ birthplace: { kind: "abroad" }, birthCountry: { code: "99350", france: false } }, { birthplace: "99351" }, "new"],
    [{ birthplace: { kind: "abroad" }, birthCountry: { code: "99352", france: false } }, { birthplace: "93001", birthCountry: "99352" }, "match, partial"],
    [{ birthplace: { kind: "abroad" }, birthCountry: { code: "99352", france: false } }, { birthplace: "93001", birthCountry: "99100" }, "new"],
    [{ birthplace: { kind: "free-text", text: "Göteborg" }, birthCountry: undefined }, {}, "ambiguous, incomplete"], // a European identity
    [{ birthplace: { kind: "abroad" }, birthCountry: { code: "99350", france: false }, birthdate: date(1968) }, { birthplace: "99350", birthdate: "1968" }, "ambiguous, incomplete"],
  ],
  "gender parts, and does not join": [
    [{}, { gender: "male" }, "new"],
    [{}, { gender: undefined }, "match, partial"],
    [{ gender: "unspecified" }, {}, "match, partial"],
  ],
  "the register fills in one datum that the identity provider leaves open, whichever it is, and never two": [
    [{ birthplace: undefined, birthCountry: undefined, rnipp: { birthplace: commune("56121"), birthCountry: FRANCE } }, {}, "match, partial"],
    [{ gender: undefined, rnipp: { gender: "female" } }, {}, "match, partial"],
    [{ birthName: undefined, usualName: undefined, rnipp: { birthName: "LE GUELLEC" } }, {}, "match, partial"],
    [{ birthName: undefined, usualName: undefined, rnipp: { birthName: "LE GUELLEC" } }, { gender: undefined }, "match, partial"],
    [{ birthName: undefined, usualName: undefined, gender: undefined, rnipp: { birthName: "LE GUELLEC", gender: "female" } }, {}, "ambiguous, incomplete"],
    [{ givenNames: undefined, birthdate: undefined, rnipp: { givenNames: ["Marie-Ange"], birthdate: date(1968, 7, 30) } }, {}, "ambiguous, incomplete"],
    [{ gender: undefined, rnipp: { gender: "male" } }, {}, "new"],
  ],
  "the register never overrules the identity provider: where it alone speaks for the file, an agent decides": [
    [{ givenNames: ["PAUL"], rnipp: { givenNames: ["JEAN"] } }, { givenNames: "Jean" }, "ambiguous, disputed"],
    [{ givenNames: ["JEAN"], rnipp: { givenNames: ["JEAN"] } }, { givenNames: "Jean" }, "match, whole"],
    [{ givenNames: ["PAUL"], rnipp: { givenNames: ["PAUL"] } }, { givenNames: "Jean" }, "new"],
    [{ givenNames: ["Camille"], gender: "male", rnipp: { givenNames: ["Jeanne"], gender: "female" } }, { givenNames: "Jeanne" }, "ambiguous, disputed"],
    [{ gender: "male", rnipp: { gender: "female" } }, {}, "ambiguous, disputed"],
    [{ birthName: "LE GUELLECQ", rnipp: { birthName: "LE GUELLEC" } }, {}, "ambiguous, disputed"],
    [{ birthName: "LE GUELLECQ" }, {}, "new"],
    [{ birthdate: date(1968, 7, 3), rnipp: { birthdate: date(1968, 7, 30) } }, {}, "ambiguous, disputed"],
    [{ birthplace: commune("56260"), rnipp: { birthplace: commune("56121"), birthCountry: FRANCE } }, {}, "ambiguous, disputed"],
    [{ birthName: "LE GUELLECQ", birthdate: date(1968, 7, 3), rnipp: { birthName: "LE GUELLEC", birthdate: date(1968, 7, 30) } }, {}, "ambiguous, disputed"],
    [{ rnipp: { birthName: "ROSNAY", givenNames: ["Camille"], gender: "male" } }, {}, "match, whole"], // what the provider vouches for, it does not touch
  ],
};

for (const [rule, pairs] of Object.entries(PAIRS)) {
  it(rule, () => {
    for (const [person, file, expected] of pairs) assert.equal(kind(person, file), expected, JSON.stringify({ person, file }));
  });
}

it("two communes that merged are one where the application's table says so", () => {
  const sameCommune = (one, other) => new Set([one, other, "56121", "56999"]).size === 2;
  assert.equal(kind({}, { birthplace: "56999" }), "new");
  assert.equal(kind({}, { birthplace: "56999" }, undefined, { sameCommune }), "match, whole");
  assert.equal(kind({}, { birthplace: "56998" }, undefined, { sameCommune }), "new");
});

describe("several files", () => {
  const candidate = (fileId, change = {}, linkedSub) => ({ fileId, civilStatus: withoutUndefined({ ...FILE, ...change }), ...(linkedSub ? { linkedSub } : {}) });
  const found = (...candidates) => {
    const result = firstVisit(PERSON, candidates);
    return [result.kind, ...(result.candidate ? [result.candidate.fileId] : []), ...(result.candidates ?? []).map(({ fileId }) => fileId)];
  };

  it("that agree are ambiguous, even where one of them is incomplete or linked", () => {
    assert.deepEqual(found(candidate("1"), candidate("2")), ["ambiguous", "1", "2"]);
    assert.deepEqual(found(candidate("1"), candidate("2", { birthplace: undefined })), ["ambiguous", "1", "2"]);
    assert.deepEqual(found(candidate("1"), candidate("2", {}, "other")), ["ambiguous", "1", "2"]);
  });

  it("of which one agrees and the other is a twin's are a match with the one", () => {
    assert.deepEqual(found(candidate("1", { givenNames: "Marie-Claire" }), candidate("2")), ["match", "2"]);
    assert.deepEqual(found(candidate("1", { givenNames: "Marie-Claire Léontine" }, "her sister"), candidate("2")), ["match", "2"]);
  });

  it("that both know the first given name only are ambiguous", () => {
    assert.deepEqual(found(candidate("1", { givenNames: "Marie-Ange" }), candidate("2", { givenNames: "Marie Ange" })), ["ambiguous", "1", "2"]);
  });
});

describe("a file that another sub has", () => {
  const one = (person, file) => {
    const found = outcome(person, file, "b".repeat(64));
    return found.kind === "changedSub" ? [found.kind, ...found.candidates.flatMap(({ differs }) => differs)] : [found.kind];
  };

  it("is never a match, however well it agrees", () => assert.deepEqual(one({}, {}), ["changedSub"]));

  it("may be hers where one change of civil status lies between", () => {
    assert.deepEqual(one({ birthName: "ROSNAY" }, {}), ["changedSub", "name"]);
    assert.deepEqual(one({ givenNames: ["Camille"] }, {}), ["changedSub", "givenNames"]);
    assert.deepEqual(one({ givenNames: ["Camille"], gender: "male" }, {}), ["changedSub", "givenNames", "gender"]);
    assert.deepEqual(one({ gender: "male" }, {}), ["changedSub", "gender"]);
    assert.deepEqual(one({ birthdate: date(1968, 7, 3) }, {}), ["changedSub", "birthdate"]);
    assert.deepEqual(one({ birthplace: commune("56260") }, {}), ["changedSub", "birthplace"]);
  });

  it("is not where there are two, or where the rest is not the same", () => {
    assert.deepEqual(one({ birthName: "ROSNAY", givenNames: ["Camille"] }, {}), ["new"]);
    assert.deepEqual(one({ birthName: "ROSNAY" }, { givenNames: "Marie-Ange" }), ["new"]);
    assert.deepEqual(one({ birthName: "ROSNAY" }, { birthplace: undefined }), ["new"]);
  });

  it("names to the agent, as a difference, each datum that only the register confirms", () => {
    assert.deepEqual(one({ birthName: "ROSNAY", rnipp: { birthName: "LE GUELLEC" } }, {}), ["changedSub", "name"]);
    assert.deepEqual(one({ givenNames: ["Camille"], gender: "male", rnipp: { gender: "female" } }, {}), ["changedSub", "givenNames", "gender"]);
    assert.deepEqual(one({ rnipp: { birthName: "LE GUELLEC" } }, {}), ["changedSub"]);
  });

  it("is no candidate where it differs and nobody is linked to it", () => {
    assert.equal(kind({ birthName: "ROSNAY" }, {}), "new");
  });
});

describe("what is searched and kept", () => {
  it("has no e-mail address, and two people with one are two people", () => {
    const identity = { ...PERSON, email: "both@courriel.example", raw: { email: "both@courriel.example" } };
    assert.ok(!JSON.stringify([personOf(identity), searchFor(identity)]).includes("@"));
    const other = firstVisit(personOf({ ...identity, givenNames: ["Solène"] }), [{ fileId: "1", civilStatus: { ...FILE, email: "both@courriel.example" } }]);
    assert.equal(other.kind, "new");
  });

  it("finds the file by either name, or by the first given name, in the year", () => {
    const keys = searchKeys(FILE);
    const search = searchFor({ ...PERSON, birthName: "ROSNAY", rnipp: { birthName: "LE GUELLEC" } });
    assert.deepEqual(keys, { birthYear: 1968, birthNameKey: "LEGUELLEC", usualNameKey: "", givenNameKey: "MARIE" });
    assert.deepEqual(search, { issuer: PERSON.issuer, birthYears: [1968], nameKeys: ["ROSNAY", "LEGUELLEC", "DARGENSAC"], givenNameKeys: ["MARIE"] });
  });

  it("finds nobody for a person of whom only the sub is known", async () => {
    const store = { findLink: async () => null, findCandidates: () => assert.fail("nothing to search for") };
    assert.equal((await reconcile(store, { issuer: "i", sub: "s" })).kind, "new");
  });
});

describe("linking", () => {
  const store = { addLink: async () => true, replaceLink: async () => true, openFile: async () => "7" };
  const agent = { agent: "agent 7", evidence: "birth certificate" };

  it("is written with who confirmed it and by what, or not at all", async () => {
    assert.deepEqual(await link(store, outcome(), { evidence: "file number" }), { kind: "linked", fileId: "1" });
    await assert.rejects(link(store, outcome(), { evidence: " " }), TypeError);
    assert.deepEqual(await decide(store, outcome({}, {}, "other"), "1", agent), { kind: "linked", fileId: "1" });
    await assert.rejects(decide(store, outcome({}, {}, "other"), "1", { ...agent, agent: "" }), TypeError);
  });

  it("never says of a datum that it agreed, where the register alone says so", async () => {
    let basis;
    const keeping = { addLink: async (link) => ((basis = link.basis), true) };
    await decide(keeping, outcome({ givenNames: ["PAUL"], rnipp: { givenNames: ["JEAN"] } }, { givenNames: "Jean" }), "1", agent);
    assert.deepEqual(basis.agreed, ["name: same, provider", "gender: same, provider", "birthdate: same, provider", "birthplace: same, provider"]);
    const { candidate } = outcome({ gender: undefined });
    assert.deepEqual(candidate.comparison.gender, { agreement: "unknown", source: "provider" }, "nothing is the register's where it says nothing");
  });

  it("is for a file that reconciling found", async () => {
    await assert.rejects(decide(store, outcome({}, {}, "other"), "2", agent), RangeError);
  });

  it("says where another request was faster", async () => {
    const lost = { addLink: async () => false, replaceLink: async () => false, openFile: async () => null };
    assert.deepEqual(await link(lost, outcome(), { evidence: "file number" }), { kind: "raced" });
    assert.deepEqual(await decide(lost, outcome({}, {}, "other"), "1", agent), { kind: "raced" });
    assert.deepEqual(await openFile(lost, outcome({ birthName: "ROSNAY" })), { kind: "raced" });
    assert.deepEqual(await openFile(store, outcome({ birthName: "ROSNAY" })), { kind: "linked", fileId: "7" });
  });
});
