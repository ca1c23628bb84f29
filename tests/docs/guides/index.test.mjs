/** pkg/guides/README.md leads to every guide, every guide leads back, and every guide with code has a test that runs it. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { it } from "node:test";
import { filesBelow, root } from "../../runner/checkout.mjs";
import { documentAt } from "../readme/blocks.mjs";

const names = (await readdir(`${root}pkg/guides`)).filter((name) => name !== "README.md");
const guides = new Map(await Promise.all(names.map(async (name) => [name, await documentAt(`pkg/guides/${name}`)])));

it("lists every guide once", async () => {
  const { links } = await documentAt("pkg/guides/README.md");
  assert.deepEqual(links.filter((target) => !target.startsWith("../")).sort(), [...names].sort());
});

it("is the third line of every guide", async () => {
  const worker = await documentAt("worker/README.md");
  for (const [name, { text }] of guides) assert.match(text.split("\n")[2], /^\[.*\]\(README\.md\)/, name);
  assert.match(worker.text.split("\n")[2], /^\[.*\]\(\.\.\/pkg\/guides\/README\.md\)/);
});

it("leads to no guide whose code no test reads", () => {
  const tests = filesBelow(`${root}tests`).filter((path) => path.endsWith(".test.mjs")).map((path) => readFileSync(path, "utf8"));
  const read = (name) => tests.some((text) => [`"pkg/guides/${name}.md"`, `readGuide("${name}")`, `guide("${name}")`].some((call) => text.includes(call)));
  const withCode = [...guides].filter(([, { count }]) => count > 0).map(([name]) => name.replace(/\.md$/, ""));
  assert.ok(withCode.length > 8);
  assert.deepEqual(withCode.filter((name) => !read(name)), []);
});
