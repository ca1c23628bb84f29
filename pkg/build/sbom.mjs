// The package's software bill of materials: CycloneDX 1.6, of what is inside the tarball.
//
// In:    Cargo.toml, Cargo.lock, the crates as cargo resolves them for each module's features; the versions of the tools.
// Out:   pkg/dist/sbom.json, or the file that is named as argument: every crate compiled into a module, with version, licence, checksum, what it depends on, and in which module it
//        is; Rust's standard library; and the tools that made the output. The same inputs give the same bytes.
// Never: what runs at build time alone (macros, build scripts), and no JavaScript of others: the package has no runtime dependency.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

const MODULES = ["browser", "edge"];
const TARGET = "wasm32-unknown-unknown";
const HERE = "pkg/build";

const run = (command, ...args) => execFileSync(command, args, { encoding: "utf8", maxBuffer: 2 ** 26, stdio: ["ignore", "pipe", "inherit"] });
const read = (path) => readFileSync(path, "utf8");
const npm = JSON.parse(read("pkg/package.json"));

/** `name version` of every crate compiled into a module; macros and what they need run in the compiler. */
function compiledInto(module) {
  const tree = run("cargo", "tree", "--locked", "--no-default-features", "--features", module, "--target", TARGET,
    "--edges", "normal,no-proc-macro", "--prefix", "none", "--format", "{p}");
  return new Set(tree.split("\n").filter(Boolean).map((line) => line.replace(/ v(\S+).*/, " $1")));
}

/** SHA-256 of each crate's archive. */
function checksums() {
  const entries = read("Cargo.lock").matchAll(/^name = "(.+)"\nversion = "(.+)"\n(?:source = ".+"\nchecksum = "(.+)")?/gm);
  return new Map([...entries].map(([, name, version, checksum]) => [`${name} ${version}`, checksum]));
}

const reference = (name) => `pkg:cargo/${name.replace(" ", "@")}`;

const resolved = JSON.parse(run("cargo", "metadata", "--locked", "--format-version", "1",
  "--no-default-features", "--features", "browser,edge", "--filter-platform", TARGET));
const modules = new Map(MODULES.map((module) => [module, compiledInto(module)]));
const lock = checksums();
const inside = resolved.packages
  .map((crate) => ({ ...crate, key: `${crate.name} ${crate.version}` }))
  .filter(({ key }) => MODULES.some((module) => modules.get(module).has(key)));
const keyOf = new Map(inside.map(({ id, key }) => [id, key]));

function component({ name, version, license, key }) {
  const checksum = lock.get(key);
  return {
    type: "library",
    "bom-ref": reference(key),
    name,
    version,
    // Before SPDX expressions, crates wrote `/` for `OR`.
    licenses: [{ expression: license.replaceAll("/", " OR ") }],
    ...(checksum && { hashes: [{ alg: "SHA-256", content: checksum }] }),
    purl: reference(key),
    properties: MODULES.filter((module) => modules.get(module).has(key)).map((module) => ({ name: "fc-pivot:module", value: module })),
  };
}

/** What each crate inside needs of the others inside. */
function dependencies() {
  return resolved.resolve.nodes.filter(({ id }) => keyOf.has(id)).map(({ id, deps }) => ({
    ref: reference(keyOf.get(id)),
    dependsOn: deps
      .filter(({ pkg, dep_kinds }) => keyOf.has(pkg) && dep_kinds.some(({ kind }) => kind === null))
      .map(({ pkg }) => reference(keyOf.get(pkg))).sort(),
  }));
}

const rustc = run(`${HERE}/toolchain.sh`, "rustc", "--version").split(" ")[1];
const bindgen = run(`${HERE}/toolchain.sh`, "bindgen", "--version").trim().split(" ").at(-1);
const installed = (name) => JSON.parse(read(`node_modules/${name}/package.json`)).version;
const tools = Object.entries({ rustc, "wasm-bindgen-cli": bindgen, binaryen: installed("binaryen"), typescript: installed("typescript") });

const own = `pkg:npm/${npm.name}@${npm.version}`;
/** With the crates that Rust vendors into it (an allocator, hash maps, …). */
const standardLibrary = {
  type: "library", "bom-ref": `pkg:generic/rust-std@${rustc}`, name: "rust-std", version: rustc,
  licenses: [{ expression: "MIT OR Apache-2.0" }], purl: `pkg:generic/rust-std@${rustc}`,
  properties: MODULES.map((value) => ({ name: "fc-pivot:module", value })),
};
const root = reference(`${npm.name} ${npm.version}`);

const sbom = {
  $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
  bomFormat: "CycloneDX",
  specVersion: "1.6",
  version: 1,
  metadata: {
    tools: { components: tools.map(([name, version]) => ({ type: "application", name, version })) },
    component: { type: "library", "bom-ref": own, name: npm.name, version: npm.version, licenses: [{ expression: npm.license }], purl: own },
  },
  components: [...inside.map(component), standardLibrary].sort((one, other) => (one["bom-ref"] < other["bom-ref"] ? -1 : 1)),
  dependencies: [{ ref: own, dependsOn: [root, standardLibrary["bom-ref"]] }, ...dependencies()].sort((one, other) => (one.ref < other.ref ? -1 : 1)),
};
writeFileSync(process.argv[2] ?? "pkg/dist/sbom.json", `${JSON.stringify(sbom, null, 2)}\n`);
console.log(`sbom: ${sbom.components.length} components`);
