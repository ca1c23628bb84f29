/** What documents and comments point to is there: a file that moves takes along what is said of it. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, it } from "node:test";
import { filesBelow, root } from "../../runner/checkout.mjs";
import { anchorsIn, headingsIn, linksIn, namesIn, pathsIn, proseOf } from "./mentions.mjs";

/** Made elsewhere, or made from something: the inputs of the fuzz targets, test vectors, lock files, the report of an earlier commit. */
const NOT_WRITTEN_HERE = /(^|\/)(fuzz\/corpus|wycheproof|jose-cookbook)\/|(^|\/)(package-lock\.json|Cargo\.lock)$|^tests\/REPORT\.md$/;
/** What `make build` makes and a person's own settings: there on one machine and not on another. */
const BUILT = /(^|\/)(dist|target|\.dev\.vars)(\/|$)|^pkg\/((README|CHANGELOG)\.md$|docs(\/|$))|(^|\/)fc_pivot\w*\.\w/;
/** Files of examples: a guide's reader writes them, a test of the runner invents them. */
const INVENTED = /^(src|pkg)\/[a-z](\.[rt]s)?$|^worker\/index\.js$/;

const files = filesBelow(root).map((path) => relative(root, path)).filter((path) => !NOT_WRITTEN_HERE.test(path) && !BUILT.test(path));
const documents = files.filter((path) => path.endsWith(".md"));
const read = (path) => readFileSync(join(root, path), "utf8");

/** Everything of `mentioned` that `missing` holds, with the file that says it. */
const missing = (paths, mentioned, isThere) =>
  paths.flatMap((path) => mentioned(path).filter((target) => !isThere(target, path)).map((target) => `${path}: ${target}`));

describe("the documents", () => {
  it("link to files that are there", () => {
    const links = (path) => linksIn(read(path));
    assert.ok(documents.flatMap(links).length > 200);
    assert.deepEqual(missing(documents, links, (target, path) => existsSync(join(root, dirname(path), target))), []);
  });
});

describe("links to a section", () => {
  it("lead to a heading that is there", () => {
    const toSections = (path) => anchorsIn(read(path)).filter(({ target }) => target === "" || target.endsWith(".md"));
    assert.ok(documents.flatMap(toSections).length > 8);
    const isThere = ({ target, anchor }, path) => headingsIn(read(target === "" ? path : join(dirname(path), target))).includes(anchor);
    assert.deepEqual(documents.flatMap((path) => toSections(path).filter((link) => !isThere(link, path)).map(({ target, anchor }) => `${path}: ${target}#${anchor}`)), []);
  });
});

describe("documents and comments", () => {
  it("name paths that are there", () => {
    const paths = (path) => pathsIn(proseOf(path, read(path)));
    assert.ok(files.flatMap(paths).length > 100);
    assert.deepEqual(missing(files, paths, (target) => BUILT.test(target) || INVENTED.test(target) || existsSync(join(root, target))), []);
  });

  it("name source files that are there", () => {
    const sources = files.filter((path) => !path.endsWith(".md"));
    const mentioned = (path) => namesIn(proseOf(path, read(path)));
    assert.ok(sources.flatMap(mentioned).length > 30);
    assert.deepEqual(missing(sources, mentioned, (target) => BUILT.test(target) || INVENTED.test(target) || files.some((path) => `/${path}`.endsWith(`/${target}`))), []);
  });
});

describe("what is read as a mention", () => {
  it("is a relative link, and no address, anchor or code", () => {
    const text = "[a](b.md) [c](../d/e.rs#l1) [f](https://g.example/h.md) [i](#j)\n```js\nk[l](m)\n```\n";
    assert.deepEqual(linksIn(text), ["b.md", "../d/e.rs"]);
  });

  it("is a link to a heading, spelt as GitHub spells it", () => {
    assert.deepEqual(anchorsIn("[a](b.md#c-d) [e](#f) [g](h.md) [i](https://j.example/#k)"), [{ target: "b.md", anchor: "c-d" }, { target: "", anchor: "f" }]);
    assert.deepEqual(headingsIn("# 5. Rotating keys\n## What is `a`, à part?\n```md\n# no\n```\n"), ["5-rotating-keys", "what-is-a-à-part"]);
  });

  it("is a path from the root, and none of another place", () => {
    assert.deepEqual(pathsIn("tests/corpus/TARGET/x"), ["tests/corpus"]);
    assert.deepEqual(pathsIn("see `src/a/b.rs`, tests/c/, (pkg/d.ts). Not ./src/e.rs, x/tests/f, @pkg/g, ${root}src/h."), ["src/a/b.rs", "tests/c", "pkg/d.ts"]);
  });

  it("is the name of a source file, with folders or without, and no part of another path", () => {
    assert.deepEqual(namesIn("`a.rs`, b-c.test.mjs and i/d.rs, ./e.ts, *.f.sh, g.rs/h"), ["a.rs", "b-c.test.mjs", "i/d.rs"]);
  });

  it("stands in a document or a comment", () => {
    assert.equal(proseOf("a.md", "src/a"), "src/a");
    assert.equal(proseOf("a.rs", 'let a = "src/a";\n/// src/b\nb(); // src/c').trim(), "/// src/b\n // src/c");
    assert.equal(proseOf("Makefile", "a: b ## src/a"), " ## src/a");
    assert.equal(proseOf("a.mjs", "/**\n * src/a\n */\nconst b = `src/c`;").trim(), "/**\n* src/a\n*/");
    assert.equal(proseOf("a.sh", "cp src/a b # src/c"), " # src/c");
    assert.equal(proseOf("a.png", "src/a"), "");
  });
});
