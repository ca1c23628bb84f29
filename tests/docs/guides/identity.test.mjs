/** pkg/guides/identity.md: its code as it stands there, its table against the fields that there are. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { it } from "node:test";
import { person, persons } from "fc-pivot/testing";
import { blocksOf } from "../readme/blocks.mjs";

const guide = await readFile(new URL("../../../pkg/guides/identity.md", import.meta.url), "utf8");

it("shows a date of birth as far as it is known", async () => {
  const [block, ...others] = (await blocksOf("pkg/guides/identity.md"))("js");
  assert.deepEqual(others, []);
  const { born } = await import(`data:text/javascript,${encodeURIComponent(block)}`);
  assert.equal(born(person("presumed-day")), "1964-03");
  assert.equal(born(person("presumed-month-and-day")), "1951");
  assert.equal(born(person("presumed-day-older-spelling")), "1947-09-01 (to be confirmed)");
  assert.equal(born(person("married-name")), "1987-05-23");
  assert.equal(born({}), "");
});

it("describes every field that the test persons have, and no other", () => {
  const rows = [...guide.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell]) => [...cell.matchAll(/`(\w+)`/g)].map(([, field]) => field));
  const fields = new Set(persons.flatMap(({ name }) => Object.keys(person(name, { rnipp: true }))));
  fields.delete("givenNamesExact"); // in the row of givenNames
  assert.deepEqual([...new Set(rows)].sort(), [...fields].sort());
});
