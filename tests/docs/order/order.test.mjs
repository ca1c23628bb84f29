/** No folder imports one that stands after it: in the core, in the package, in the tests. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { describe, it } from "node:test";
import { filesBelow, root } from "../../runner/checkout.mjs";
import { importsInRust, importsInTypeScript } from "./imports.mjs";

const CORE = ["base", "jose", "provider", "identity", "sign_in", "page", "worker", "wasm"];
const PACKAGE = ["shared", "load", "edge-session", "linking", "labels", "worker", "gateway", "browser-verified", "adapters", "testing", "cli", "index.ts"];
const TESTS = ["runner", "world", "contract", "adversary", "ship", "docs", "measure"];

/** Ways into the Wasm modules, as pkg/package.json names them. */
const LOADERS = ["#browser", "#edge"];
/** Unit tests, and what only they use. */
const OF_TESTS = /(^|\/)(tests|testing|dev|properties)(\.rs|\/)/;

/** Data that lie beside the sources. */
const DATA = /^\.\.\/\.\.\/data\//;

const read = (path) => readFileSync(join(root, path), "utf8");
const below = (folder, files) => filesBelow(join(root, folder)).map((path) => relative(join(root, folder), path)).filter((path) => files.test(path));
const roomOf = (path) => path.split("/")[0].replace(/\.rs$/, "");

/** Each import that leads from a room to a later one, or to none. */
function wrong(order, imports) {
  return imports.filter(({ from, to }) => !(order.indexOf(to) >= 0 && order.indexOf(to) <= order.indexOf(from))).map(({ path, to }) => `${path}: ${to}`);
}

describe("the order of the folders", () => {
  it("holds in the core", () => {
    const files = below("src", /\.rs$/).filter((path) => path !== "lib.rs" && !OF_TESTS.test(path));
    // What lib.rs gives out again is the room's that has it.
    const given = [...read("src/lib.rs").matchAll(/^pub use (\w+)::.*?(\w+|\{.*\});$/gm)].flatMap(([, room, names]) => names.match(/\w+/g).map((name) => [name, room]));
    const home = new Map(given);
    const imports = files.flatMap((path) => {
      const module = path.replace(/\.rs$/, "").split("/");
      return importsInRust(read(`src/${path}`), module).map((name) => ({ path, from: roomOf(path), to: home.get(name) ?? name }));
    });
    assert.ok(imports.length > 200);
    assert.deepEqual(wrong(CORE, imports), []);
  });

  it("holds in the package", () => {
    const imports = below("pkg/src", /\.tsx?$/).flatMap((path) => importsInTypeScript(read(`pkg/src/${path}`))
      .filter((specifier) => (specifier.startsWith(".") && !DATA.test(specifier)) || LOADERS.includes(specifier))
      .map((specifier) => ({ path, from: roomOf(path), to: LOADERS.includes(specifier) ? "load" : roomOf(normalize(join(dirname(path), specifier))) }))
      // The compiled modules lie beside the loaders, which alone may touch them.
      .filter(({ from, to }) => !(from === "load" && ["browser", "edge"].includes(to))));
    assert.ok(imports.length > 150);
    assert.deepEqual(wrong(PACKAGE, imports), []);
  });

  it("holds in the tests", () => {
    const imports = below("tests", /\.mjs$/).flatMap((path) => importsInTypeScript(read(`tests/${path}`))
      .filter((specifier) => specifier.startsWith("."))
      .map((specifier) => normalize(join(dirname(path), specifier)))
      .filter((target) => !target.startsWith(".."))
      .map((target) => ({ path, from: roomOf(path), to: roomOf(target) })));
    assert.ok(imports.length > 300);
    assert.deepEqual(wrong(TESTS, imports), []);
  });
});

describe("what is held against the order", () => {
  it("is an import of a later room or of an unknown one, and none of the same or an earlier one", () => {
    const imports = ["a", "b", "c", "d"].map((to) => ({ path: "b/x", from: "b", to }));
    assert.deepEqual(wrong(["a", "b", "c"], imports), ["b/x: c", "b/x: d"]);
  });

  it("is every way of importing in TypeScript, and no comment", () => {
    const text = 'import a from "./a.js";\nexport * from "../b.js";\nimport type {\n  C,\n} from "./c.js";\nconst d = import("./d.js");\nimport "./e.js";\n// from "./f.js"\n/* from "./g.js" */';
    assert.deepEqual(importsInTypeScript(text), ["./a.js", "../b.js", "./c.js", "./d.js", "./e.js"]);
  });

  it("is every path from the crate's root in Rust, and none that stays below", () => {
    const text = "use crate::{a::{x, y}, b::z};\nuse crate::c;\nfn f() -> crate::d::T {}\n/// [`crate::e`]\nuse super::g;\nuse super::super::{h::i, j};";
    assert.deepEqual(importsInRust(text, ["room", "file"]), ["a", "b", "c", "d", "h", "j"]);
    assert.deepEqual(importsInRust("use super::g;", ["room"]), ["g"]);
  });
});
