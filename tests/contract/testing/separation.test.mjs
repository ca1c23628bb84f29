/** What is for tests stays out of what is deployed; and a page's tests load no Wasm. */
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { root } from "../../runner/checkout.mjs";

/** An invented name, and the name of a key, that are in `fc-pivot/testing` and nowhere else. */
const MARKS = /LINDQVIST|testing-sig/;

async function filesBelow(folder) {
  const entries = await readdir(`${root}${folder}`, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile() && /\.m?js$/.test(entry.name)).map((entry) => `${entry.parentPath ?? entry.path}/${entry.name}`);
}

const importsOf = async (path) => [...(await readFile(path, "utf8")).matchAll(/^(?:import|export) .*?"([^"]+)";$/gm)].map(([, from]) => from);

/** Every module that a module of the package brings along, by path or by bare name. */
async function broughtBy(path, found = new Set()) {
  for (const from of await importsOf(path)) {
    const module = from.startsWith(".") ? new URL(from, `file://${path}`).pathname : from;
    if (found.has(module)) continue;
    found.add(module);
    if (from.startsWith(".")) await broughtBy(module, found);
  }
  return [...found];
}

describe("fc-pivot/testing", () => {
  it("is imported by nothing else in the package", async () => {
    const others = (await filesBelow("pkg/dist")).filter((path) => !path.includes("/dist/testing/"));
    assert.ok(others.length > 20);
    for (const path of others) assert.ok(!(await importsOf(path)).some((from) => from.includes("testing")), path);
  });

  it("loads no Wasm in a page's tests; fc-pivot/testing/worker does", async () => {
    const testing = `${root}pkg/dist/testing/`;
    assert.ok(!(await broughtBy(`${testing}index.js`)).some((module) => module.startsWith("#")));
    assert.ok((await broughtBy(`${testing}worker.js`)).includes("#edge"));
  });

  it("is in neither the Worker nor the page", async () => {
    const bundles = [...(await filesBelow("worker/dist")), ...(await filesBelow("www/dist"))];
    assert.ok(bundles.length >= 2);
    for (const path of bundles) assert.doesNotMatch(await readFile(path, "utf8"), MARKS, path);
    const own = await Promise.all((await filesBelow("pkg/dist/testing")).map((path) => readFile(path, "utf8")));
    assert.match(own.join(""), MARKS);
  });
});
