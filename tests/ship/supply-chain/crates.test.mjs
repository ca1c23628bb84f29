/** The crates: where they come from, under which licence, what of them runs at build time. What deny.toml says, checked without cargo-deny. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { banned, denyList, describedCrates, indexEntry, lockedCrates, OWN, satisfiable } from "./lists.mjs";

const locked = lockedCrates();
const described = describedCrates();
const others = locked.filter(({ name }) => !OWN.includes(name));
const withTarget = (kind) => described.filter(({ targets }) => targets.some((target) => target.kind.includes(kind))).map(({ name }) => name).sort();

describe("crates", () => {
  it("come from crates.io, each with its checksum: no git, no path", () => {
    assert.ok(others.length > 50);
    const registries = denyList("allow-registry").map((url) => `registry+${url}`);
    for (const { name, source, checksum } of others) {
      assert.ok(registries.includes(source), name);
      assert.match(checksum ?? "", /^[0-9a-f]{64}$/, name);
    }
  });

  it("are there in one version each", () => {
    const names = locked.map(({ name }) => name);
    assert.deepEqual(names.filter((name, at) => names.indexOf(name) !== at), []);
  });

  it("are none of those that we do not take", () => {
    assert.ok(banned().includes("rsa"));
    assert.deepEqual(locked.filter(({ name }) => banned().includes(name)), []);
  });

  it("have licences that we take", () => {
    const allowed = denyList("allow");
    assert.equal(described.length, locked.length);
    for (const { name, license } of described) assert.ok(satisfiable(license, allowed), `${name}: ${license}`);
    const needless = allowed.filter((one) => described.every(({ license }) => satisfiable(license, allowed.filter((other) => other !== one))));
    assert.deepEqual(needless, [], "allowed, and nobody's");
  });

  it("run no build script that is not on the list", () => {
    assert.deepEqual(withTarget("custom-build"), denyList("allow-build-scripts").sort());
  });

  it("run no macro in the compiler that is not on the list", () => {
    assert.deepEqual(withTarget("proc-macro"), ["ref-cast-impl", "rustversion", "serde_derive", "wasm-bindgen-macro"]);
  });

  it("are not yanked, as far as cargo's copy of the index knows", () => {
    const known = others.map((crate) => [crate, indexEntry(crate)]).filter(([, entry]) => entry !== undefined);
    // Cargo keeps the entry of every crate that it resolved or fetched; none at all would make this test say nothing.
    assert.ok(known.length > 50, `${known.length} entries`);
    for (const [{ name, checksum }, entry] of known) {
      assert.equal(entry.yanked, false, name);
      assert.equal(entry.cksum, checksum, name);
    }
  });
});

describe("licence expressions", () => {
  const allowed = ["MIT", "Unicode-3.0"];
  const fulfilled = ["MIT", "MIT OR GPL-3.0", "GPL-3.0/MIT", "(GPL-3.0 OR MIT) AND Unicode-3.0", "MIT AND Unicode-3.0", "GPL-3.0 AND X OR MIT"];
  for (const expression of fulfilled) {
    it(`${expression} can be fulfilled`, () => assert.ok(satisfiable(expression, allowed)));
  }
  for (const expression of ["GPL-3.0", "MIT AND GPL-3.0", "MIT AND (GPL-3.0 OR X)", "MIT-0", "MIT)"]) {
    it(`${expression} cannot`, () => assert.ok(!satisfiable(expression, allowed)));
  }
});
