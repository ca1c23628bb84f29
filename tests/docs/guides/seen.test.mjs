/** The table of pkg/guides/servers.md that says what was seen where: its versions are those that the tests install, and no others. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { it } from "node:test";
import { root } from "../../runner/checkout.mjs";
import { documentAt } from "../readme/blocks.mjs";

const { text } = await documentAt("pkg/guides/servers.md");
const read = (path) => JSON.parse(readFileSync(`${root}${path}`, "utf8"));
const { devDependencies: tested, optionalDependencies: hosts } = read("tests/package.json");
const { devDependencies: newest } = read("tests/runner/newest/package.json");
const { packages } = read("tests/runner/newest/package-lock.json");
const { devDependencies: ofWorker } = read("worker/package.json");
const { devDependencies: ofNuxt } = read("pkg/examples/nuxt/package.json");
const versionOf = (alias) => newest[alias].split("@").at(-1);

/** What each row must name, in this order. */
const ROWS = {
  Node: ["20", ...[22, 24, 26].map((major) => versionOf(`node-${major}`))],
  Bun: [hosts["@oven/bun-linux-x64"]],
  Deno: [hosts["@deno/linux-x64-glibc"]],
  "workerd, miniflare": [tested.miniflare, newest.miniflare, packages["node_modules/workerd"].version],
  wrangler: [ofWorker.wrangler, newest.wrangler],
  TypeScript: [versionOf("typescript-5-7"), versionOf("typescript-7")],
};

for (const [what, versions] of Object.entries(ROWS)) {
  it(`names the versions of ${what} that tests run on`, () => {
    const [, row] = new RegExp(`^\\| ${what} \\| (.*) \\|$`, "m").exec(text);
    const [said] = row.split(". Not ");
    assert.deepEqual(said.match(/\b\d+(?:\.\d+)+(?:-beta)?|\b20\b/g), versions);
  });
}

it("names the wrangler that the examples run under, too", () => {
  assert.equal(ofNuxt.wrangler, newest.wrangler);
});
