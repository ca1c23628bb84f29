/** The persons of `fc-pivot/testing`: the stand-in's, as the core makes identities of them, compared with the table that was written by hand. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { person, persons } from "fc-pivot/testing";
import { DEFAULT_SCOPE, expectedIdentity, FULL_SCOPE } from "../../world/persons/identities.mjs";
import { persons as standinPersons } from "../../world/standin/persons.mjs";

/** The table has no anomalies, since none of these persons' claims is odd. */
const withoutOrder = ({ missing, ...identity }) => ({ anomalies: [], ...identity, missing: [...missing].sort() });

describe("persons", () => {
  it("are the stand-in's, with what is special about them", () => {
    assert.deepEqual(persons, standinPersons.map(({ id, trait, level }) => ({ name: id, trait, level })));
    assert.equal(new Set(persons.map(({ trait }) => trait)).size, persons.length);
  });

  for (const { name } of persons) {
    it(`${name} is as expected, with the register's data and without`, () => {
      for (const [scope, options] of [[DEFAULT_SCOPE, undefined], [FULL_SCOPE, { rnipp: true }]]) {
        const identity = person(name, options);
        const { issuer, sub } = identity;
        assert.deepEqual(withoutOrder(identity), withoutOrder(expectedIdentity(name, { issuer, sub, scope })));
      }
    });
  }

  it("are given as copies", () => {
    person("european").raw.given_name = "changed";
    assert.equal(person("european").raw.given_name, "Astrid Helena");
  });

  it("throw a RangeError for a name that none of them has", () => {
    assert.throws(() => person("nobody"), RangeError);
    assert.throws(() => person("toString"), RangeError);
  });
});
