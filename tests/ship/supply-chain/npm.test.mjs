/** The npm packages: what the published package needs of others, which is nothing, and what the lock file holds our tools to. */
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { describe, it } from "node:test";
import { satisfiable } from "./lists.mjs";

const read = (path) => JSON.parse(readFileSync(path, "utf8"));
const published = read("pkg/package.json");
const lock = read("package-lock.json");

const workspaces = Object.entries(lock.packages).filter(([path]) => !path.includes("node_modules/"));
const installed = Object.entries(lock.packages).filter(([path, { link }]) => path.includes("node_modules/") && !link);

/**
 * Tools of ours, none of which is in the package: so the weak copylefts of sharp's libvips (below miniflare) and of lightningcss (below vite) do.
 * Python-2.0 is argparse's (below typedoc).
 */
const ALLOWED = [
  "MIT", "Apache-2.0", "ISC", "0BSD", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "MPL-2.0", "LGPL-3.0-or-later", "BlueOak-1.0.0", "CC-BY-4.0", "Python-2.0",
];
/** Below Astro 5: its manifest names no licence, its file LICENSE is MIT's. */
const UNNAMED_LICENCE = ["node_modules/zod-to-ts"];
/** The State's design system: its own licence, for the State's own services; the demo page and the tests of the adapters show it. */
const OWN_LICENCE = ["node_modules/@gouvfr/dsfr"];

describe("the published package", () => {
  it("needs no other at run time", () => {
    for (const kind of ["dependencies", "optionalDependencies", "bundledDependencies", "bundleDependencies"]) {
      assert.equal(published[kind], undefined, kind);
    }
  });

  it("has peers that are all optional", () => {
    const peers = Object.keys(published.peerDependencies);
    assert.deepEqual(peers.filter((name) => published.peerDependenciesMeta[name]?.optional !== true), []);
  });

  it("runs nothing when it is installed", () => {
    const scripts = Object.keys(published.scripts ?? {});
    assert.deepEqual(scripts.filter((name) => /^(pre|post)?(install|prepare|uninstall)$/.test(name)), []);
  });
});

describe("the lock file", () => {
  it("names a checksum for every package, and the registry for its source", () => {
    assert.ok(installed.length > 200);
    for (const [path, { integrity, resolved }] of installed) {
      assert.match(integrity ?? "", /^sha512-[A-Za-z0-9+/]{86}==$/, path);
      assert.equal(resolved, undefined, path);
    }
  });

  it("agrees with the workspaces, whose versions are exact", () => {
    for (const [path, { dependencies, devDependencies, optionalDependencies }] of workspaces) {
      const own = read(`${path === "" ? "." : path}/package.json`);
      assert.deepEqual([dependencies, devDependencies, optionalDependencies], [own.dependencies, own.devDependencies, own.optionalDependencies], path);
      for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })) {
        // An alias is how several versions of one tool stand side by side.
        assert.match(version, /^((npm:[a-z-]+@)?\d+\.\d+\.\d+|\*)$/, `${path} ${name}`);
      }
    }
  });

  it("has no install script that runs", () => {
    const esbuilds = ["", "vite-5/node_modules/", "vite-6/node_modules/"].map((below) => `node_modules/${below}esbuild`);
    assert.deepEqual(installed.filter(([, entry]) => entry.hasInstallScript).map(([path]) => path).sort(),
      ["node_modules/@axa-fr/oidc-client", ...esbuilds, "node_modules/sharp", "node_modules/workerd"].sort());
    assert.match(readFileSync(".npmrc", "utf8"), /^ignore-scripts=true$/m);
  });

  it("has licences that we take", () => {
    const refused = installed.filter(([path, { license }]) => !satisfiable(license ?? "none", ALLOWED) && !OWN_LICENCE.includes(path));
    assert.deepEqual(refused.map(([path, { license }]) => `${path}: ${license}`), []);
  });
});

describe("the lock files of the examples of frameworks", () => {
  const folder = "tests/runner/examples/";
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));

  for (const file of files) {
    it(`hold an example to what it names, with a checksum and a licence for each package: ${file}`, () => {
      const { packages } = read(folder + file);
      const { dependencies: { "fc-pivot": ours, ...dependencies }, devDependencies } = read(`pkg/examples/${file.replace(/(-\d+)?\.json$/, "")}/package.json`);
      assert.equal(ours, published.version);
      const [wanted, pinned] = [{ ...dependencies, ...devDependencies }, { ...packages[""].dependencies, ...packages[""].devDependencies }];
      // One that is called after a version has the same packages, some in other versions.
      if (/-\d+\.json$/.test(file)) assert.deepEqual(Object.keys(pinned), Object.keys(wanted));
      else assert.deepEqual(pinned, wanted);
      for (const version of [...Object.values(wanted), ...Object.values(pinned)]) assert.match(version, /^\d+\.\d+\.\d+(-next\.\d+)?$/);
      const locked = Object.entries(packages).filter(([path]) => path !== "");
      assert.ok(locked.length > 20);
      for (const [path, { integrity, resolved, inBundle }] of locked) {
        if (inBundle) continue; // within another package's checksum
        assert.match(integrity ?? "", /^sha512-[A-Za-z0-9+/]{86}==$/, path);
        assert.equal(resolved, undefined, path);
      }
      const refused = locked.filter(([path, { license }]) => !satisfiable(license ?? "none", ALLOWED) && !UNNAMED_LICENCE.includes(path));
      assert.deepEqual(refused.map(([path, { license }]) => `${path}: ${license}`), []);
    });
  }

  it("and that of the newest tools agrees with its manifest, whose versions are exact", () => {
    const { packages } = read("tests/runner/newest/package-lock.json");
    const { devDependencies } = read("tests/runner/newest/package.json");
    assert.deepEqual(packages[""].devDependencies, devDependencies);
    for (const version of Object.values(devDependencies)) assert.match(version, /^(npm:[a-z0-9-]+@)?\d+\.\d+\.\d+(-beta)?$/);
    const locked = Object.entries(packages).filter(([path]) => path !== "");
    for (const [path, { integrity, resolved }] of locked) {
      assert.match(integrity ?? "", /^sha512-[A-Za-z0-9+/]{86}==$/, path);
      assert.equal(resolved, undefined, path);
    }
    const refused = locked.filter(([, { license }]) => !satisfiable(license ?? "none", ALLOWED));
    assert.deepEqual(refused.map(([path, { license }]) => `${path}: ${license}`), []);
  });

  it("are there for every example that is installed", () => {
    const [, names] = /examples\.sh (.*?) >&2/.exec(readFileSync("Makefile", "utf8"));
    assert.deepEqual(files.map((name) => name.replace(/\.json$/, "")).sort(), names.split(" ").sort());
  });
});
