/** What is published: the files of the tarball, the manifest's promises about them, and the same bytes from the same checkout. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cp, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { after, before, describe, it } from "node:test";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { root } from "../../runner/checkout.mjs";
import { assets, mappings, modules, named } from "./entries.mjs";
import { expectedFiles } from "./expected-files.mjs";
import { pack } from "../../world/packed/npm.mjs";
import { manifest } from "./projects.mjs";

const CONDITIONS = ["types", "workerd", "node", "browser", "default"];

let folder;
let packed;
let bytes;
before(async () => {
  folder = await mkdtemp(`${tmpdir()}/fc-pivot-tarball-`);
  packed = await pack(folder);
  bytes = await readFile(packed.tarball);
});
after(() => rm(folder, { recursive: true }));

/** Packs a checkout into a folder of its own; gives the digest of what came out. */
async function digestOf(checkout) {
  const into = await mkdtemp(`${folder}/again-`);
  const { tarball } = await pack(into, { checkout });
  return sha256(await readFile(tarball));
}
const sha256 = (data) => createHash("sha256").update(data).digest("hex");

describe("the tarball", () => {
  it("holds what the sources make and what was reviewed, and nothing else", async () => {
    assert.deepEqual(packed.files, await expectedFiles());
  });

  it("holds every file that the manifest names", () => {
    assert.ok(named.length > 10);
    assert.deepEqual(named.filter((path) => !packed.files.includes(path)), []);
  });

  it("has a README whose links lead somewhere", async () => {
    const read = async (path) => [...(await readFile(`${root}${path}`, "utf8")).matchAll(/\]\((?!#|https?:)([^)]+)\)/g)].map(([, link]) => link);
    assert.deepEqual(await read("pkg/README.md"), []);
    assert.deepEqual(await read("tests/world/standin/README.md"), []);
    // The twin: in the repository it has such links.
    assert.ok((await read("README.md")).length > 5);
  });

  it("has the same bytes when it is packed again, and from another copy of the checkout", async () => {
    const copy = `${folder}/checkout`;
    await mkdir(copy);
    for (const path of ["package.json", "pkg"]) {
      // Not the times of the files, and nothing that was installed.
      await cp(`${root}${path}`, `${copy}/${path}`, { recursive: true, filter: (source) => !source.includes("node_modules") });
    }
    const first = sha256(bytes);
    assert.equal(await digestOf(root), first);
    assert.equal(await digestOf(copy), first);
  });
});

describe("the manifest", () => {
  it("puts conditions in the order in which the first that fits is the right one", () => {
    for (const [name, target] of mappings.filter(([, each]) => typeof each === "object")) {
      const conditions = Object.keys(target);
      assert.deepEqual(conditions, CONDITIONS.filter((condition) => conditions.includes(condition)), name);
      assert.equal(conditions[0], "types", name);
      assert.equal(conditions.at(-1), "default", name);
    }
  });

  it("is ESM without side effects, and names both Wasm modules", () => {
    assert.equal(manifest.type, "module");
    assert.equal(manifest.sideEffects, false);
    assert.deepEqual(assets.map(([subpath]) => subpath).sort(), ["./browser.wasm", "./communes.txt", "./edge.wasm", "./package.json"]);
  });

  it("demands nothing to be installed with it: other packages are peers, and optional", () => {
    assert.equal(manifest.dependencies, undefined);
    for (const peer of Object.keys(manifest.peerDependencies)) assert.deepEqual(manifest.peerDependenciesMeta[peer], { optional: true }, peer);
  });

  it("passes publint", async () => {
    const { messages } = await publint({ pack: { tarball: arrayBuffer(bytes) }, strict: true });
    assert.deepEqual(messages.map((message) => formatMessage(message, manifest, { color: false })), []);
  });

  it("leads every TypeScript that knows ESM to the right types", async () => {
    // Not judged: `require`, and resolution without `exports`, for neither of which the package is made; files that no TypeScript reads.
    const unsupported = new Set(["node10", "node16-cjs"]);
    const result = await checkPackage(createPackageFromTarballData(bytes), { excludeEntrypoints: assets.map(([subpath]) => subpath) });
    assert.deepEqual(result.problems.filter(({ resolutionKind }) => !unsupported.has(resolutionKind)), []);
    assert.equal(result.types.kind, "included");
    const judged = Object.keys(result.entrypoints).map((subpath) => subpath.replace(/^\./, manifest.name));
    assert.deepEqual(judged.sort(), [...modules].sort());
    for (const { resolutions } of Object.values(result.entrypoints)) {
      for (const kind of ["node16-esm", "bundler"]) assert.match(resolutions[kind].resolution.fileName, /\.d\.ts$/);
    }
  });
});

const arrayBuffer = (buffer) => buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + buffer.byteLength);
