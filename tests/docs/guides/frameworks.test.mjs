/** pkg/guides/frameworks.md: its code is that of the examples which tests/contract/adapters runs, and they install what was tested. */
import assert from "node:assert/strict";
import { readFile, stat } from "node:fs/promises";
import { it } from "node:test";
import { root } from "../../runner/checkout.mjs";
import { blocksOf, documentAt } from "../readme/blocks.mjs";

const GUIDE = "pkg/guides/frameworks.md";
const fileAt = (path) => readFile(`${root}${path.replace(/^examples/, "pkg/examples")}`, "utf8");
const lines = (text) => text.split("\n").map((line) => line.trim()).filter((line) => line !== "").join("\n");

for (const [language, count] of [["tsx", 4], ["ts", 2], ["vue", 2], ["html", 1]]) {
  it(`shows what is in the files it names: ${language}`, async () => {
    const blocks = (await blocksOf(GUIDE))(language);
    assert.equal(blocks.length, count);
    for (const block of blocks) {
      const [, path] = /^(?:\/\/|<!--) (\S+)/.exec(block);
      assert.ok(lines(await fileAt(path)).includes(lines(block.slice(block.indexOf("\n")))), path);
    }
  });
}

it("links to folders that are there", async () => {
  const folders = (await documentAt(GUIDE)).links.filter((path) => !path.endsWith(".md"));
  assert.ok(folders.length > 0);
  for (const path of folders) assert.ok((await stat(`${root}pkg/guides/${path}`)).isDirectory(), path);
});

for (const name of ["react", "vue", "element"]) {
  it(`the example installs what is tested here: ${name}`, async () => {
    const parse = async (path) => JSON.parse(await readFile(`${root}${path}`, "utf8"));
    const { dependencies, devDependencies } = await parse(`pkg/examples/${name}/package.json`);
    const tested = { ...(await parse("tests/package.json")).devDependencies, "fc-pivot": (await parse("pkg/package.json")).version };
    for (const [dependency, version] of Object.entries({ ...dependencies, ...devDependencies })) assert.equal(version, tested[dependency], dependency);
  });
}
