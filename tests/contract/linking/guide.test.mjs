/** The guide: its code is the example's, its links lead somewhere, its outcomes are those that there are. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { access, readdir, readFile } from "node:fs/promises";
import { it } from "node:test";
import { fileURLToPath } from "node:url";

const root = new URL("../../../", import.meta.url);
const read = (path) => readFile(new URL(path, root), "utf8");
const guide = await read("pkg/guides/account-linking.md");
const example = "pkg/examples/account-linking/";

it("shows code as it stands in the example", async () => {
  const sources = await Promise.all((await readdir(new URL(`${example}src/`, root))).map((name) => read(`${example}src/${name}`)));
  const places = { ts: sources, sql: [await read(`${example}schema.sql`)] };
  const blocks = [...guide.matchAll(/^```(\w+)\n(.*?)^```$/gms)];
  assert.equal(blocks.length, 5);
  for (const [, language, text] of blocks) assert.ok(places[language].some((source) => source.includes(text)), text);
});

it("names each outcome of reconcile, and no other", async () => {
  const [, union] = /export type Outcome = (.*);/.exec(await read("pkg/src/linking/reconcile.ts"));
  const kinds = union.split(" | ").map((name) => name[0].toLowerCase() + name.slice(1));
  assert.deepEqual([...guide.matchAll(/^\| `(\w+)` \|/gm)].map(([, kind]) => kind).sort(), kinds.sort());
});

it("links to files that are there, and stays short", async () => {
  for (const [, path] of guide.matchAll(/\]\((?!https?:|#)([^)]+)\)/g)) await access(new URL(path, new URL("pkg/guides/", root)));
  assert.ok(guide.split("\n").length <= 120);
});

it("belongs to an example that type-checks", () => {
  execFileSync(fileURLToPath(new URL("node_modules/.bin/tsc", root)), ["-p", fileURLToPath(new URL(example, root)), "--noEmit"], { stdio: "pipe" });
});

it("is not in the package, nor is the example", async () => {
  const packed = JSON.parse(execFileSync("npm", ["pack", "-w", "pkg", "--dry-run", "--json", "--silent"], { cwd: root, encoding: "utf8" }));
  const paths = packed[0].files.map(({ path }) => path);
  assert.ok(paths.includes("dist/linking/index.js"));
  assert.deepEqual(paths.filter((path) => /^(examples|guides)\//.test(path)), []);
});
