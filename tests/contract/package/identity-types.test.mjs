/**
 * The types of an identity that TypeScript sees are those that Rust serialises.
 *
 * In: the sources of both (src/identity, pkg/src/shared/identity.ts). Out: their members, names, types and which may be absent, compared.
 * Never: a list of members of our own. A member that is added on one side and not on the other fails.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";

const read = (path) => readFile(path, "utf8");
const typescript = await read("pkg/src/shared/identity.ts");
const rust = (
  await Promise.all(
    ["identity.rs", ...["assurance", "birthdate", "birthplace", "gender", "rnipp", "source", "anomaly"].map((name) => `identity/${name}.rs`)].map(
      (file) => read(`src/${file}`),
    ),
  )
).join("\n");

const camel = (name) => name.replaceAll(/_(\w)/g, (_, letter) => letter.toUpperCase());
const kebab = (name) => name.replaceAll(/(?<!^)([A-Z])/g, "-$1").toLowerCase();
const quoted = (names) => names.map((name) => `"${name}"`).sort().join(" | ");

/** The variants of an enum, as serde spells them. */
const variants = (name) => {
  const [, body] = new RegExp(`pub enum ${name} \\{\\n([^]*?)\\n\\}`).exec(rust);
  return [...body.matchAll(/^ {4}([A-Z]\w+)(?:,| \{)/gm)].map(([, variant]) => kebab(variant));
};

/** A Rust type, as TypeScript names what serde makes of it. */
function written(type) {
  if (["String", "&'static str"].includes(type)) return "string";
  if (type === "bool") return "boolean";
  if (/^[iu]\d+$/.test(type)) return "number";
  if (type === "Object") return "Record<string, unknown>";
  if (["Origin", "Presumed"].includes(type)) return quoted(variants(type));
  const [, of] = /^Vec<(.+)>$/.exec(type) ?? [];
  return of === undefined ? type : `${written(of)}[]`;
}

/** The members of a Rust struct: name → type, with a question mark where it may be absent. */
function ofStruct(name) {
  const [, body] = new RegExp(`pub struct ${name} \\{\\n([^]*?)\\n\\}`).exec(rust);
  const members = [...body.matchAll(/((?: {4}#\[.*\]\n)*) {4}pub (\w+): (.+),$/gm)].map(([, attributes, member, type]) => {
    const [, inner] = /^Option<(.+)>$/.exec(type) ?? [];
    assert.equal(inner !== undefined, attributes.includes("Option::is_none"), `${name}.${member}: an absent value is left out`);
    return [camel(member), `${inner === undefined ? "" : "?"}${written(inner ?? type)}`];
  });
  return Object.fromEntries(members);
}

/** The members of a TypeScript interface, likewise. */
function ofInterface(name) {
  const [, body] = new RegExp(`export interface ${name} \\{\\n([^]*?)\\n\\}`).exec(typescript);
  const members = [...body.matchAll(/^ {2}(\w+)(\??): (.+);$/gm)].map(([, member, optional, type]) => [member, optional + sorted(type)]);
  return Object.fromEntries(members);
}

const sorted = (type) => (/^"[^"]+"(?: \| "[^"]+")+$/.test(type) ? type.split(" | ").sort().join(" | ") : type);
const ofAlias = (name) => new RegExp(`export type ${name} =([^]*?);\\n(?! )`).exec(typescript)[1].split("|").map((part) => part.trim()).filter(Boolean);

describe("the types of an identity, in TypeScript and in Rust", () => {
  for (const name of ["Identity", "Birthdate", "BirthCountry", "Anomaly"]) {
    it(`${name} has the same members`, () => {
      const members = ofStruct(name);
      assert.ok(Object.keys(members).length > 1);
      assert.deepEqual(ofInterface(name), members);
    });
  }

  it("Assurance has the same members; a level of assurance is a text of which two are named", () => {
    assert.deepEqual({ ...ofInterface("Assurance"), acr: "string" }, ofStruct("Assurance"));
  });

  it("Rnipp has members of Identity", () => {
    const [, picked] = /interface Rnipp\s+extends Pick<Identity, ([^>]*)>/.exec(typescript);
    const identity = ofInterface("Identity");
    const members = picked.split("|").map((part) => JSON.parse(part.trim())).map((member) => [member, identity[member]]);
    assert.deepEqual(Object.fromEntries(members), ofStruct("Rnipp"));
  });

  it("Gender has the same values", () => {
    assert.equal(ofAlias("Gender").sort().join(" | "), quoted(variants("Gender")));
  });

  it("Birthplace has the same kinds, with the same members", () => {
    const kinds = ofAlias("Birthplace").map((kind) => Object.fromEntries([...kind.matchAll(/(\w+): ([^;}]+?)(?=;| \})/g)].map(([, member, type]) => [member, type])));
    const [, body] = /pub enum Birthplace \{\n([^]*?)\n\}/.exec(rust);
    const expected = [...body.matchAll(/^ {4}([A-Z]\w+)(?:,| \{\n([^]*?)\n {4}\})/gm)].map(([, variant, members = ""]) => ({
      kind: `"${kebab(variant)}"`,
      ...Object.fromEntries([...members.matchAll(/^ {8}(\w+): (.+),$/gm)].map(([, member, type]) => [member, written(type)])),
    }));
    assert.deepEqual(kinds, expected);
  });

  it("AnomalyCode has the same names", () => {
    const [, body] = /\nanomaly_codes! \{\n([^]*?)\n\}/.exec(rust);
    assert.equal(ofAlias("AnomalyCode").sort().join(" | "), quoted([...body.matchAll(/^ {4}\w+ = "(\w+)";$/gm)].map(([, name]) => name)));
  });
});
