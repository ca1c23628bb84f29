/** What is generated and committed is what its sources make today; where it is not, `make generate` mends it. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, it } from "node:test";
import { generated, textOf } from "../../pkg/build/generated.mjs";
import { filesBelow, root } from "../runner/checkout.mjs";

const read = (file) => readFileSync(join(root, file), "utf8");

describe("what is generated", () => {
  for (const entry of generated) {
    it(`is fresh: ${entry.file}`, () => assert.equal(read(entry.file), textOf(entry)));
  }

  it("is all of what says so in its first line", () => {
    const saying = filesBelow(join(root, "pkg/src")).map((path) => relative(root, path)).filter((file) => /^\/\/ Written (from|by) /.test(read(file)));
    assert.deepEqual(saying, generated.map(({ file }) => file).filter((file) => file.startsWith("pkg/src/")));
  });
});
