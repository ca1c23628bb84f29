/**
 * Every code of the catalogue is produced, and asserted, by some test: in the core's own tests by its Rust name, in the tests of the
 * Worker, the package and the browsers by its stable one.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { it } from "node:test";
import { catalogue } from "../../../pkg/dist/shared/catalogue.js";
import { filesBelow, root } from "../../runner/checkout.mjs";

const self = "tests/contract/package/errors.test.mjs";

async function sources(folder, suffix) {
  const paths = filesBelow(join(root, folder)).filter((path) => path.endsWith(suffix) && !path.endsWith(self));
  return Promise.all(paths.map(async (path) => [path, await readFile(path, "utf8")]));
}

/** What stands behind `#[cfg(test)]`, or in a file of tests. */
function testsOf(path, source) {
  if (/(^|\/)tests(\.rs|\/)/.test(path)) return source;
  const at = source.search(/#\[cfg\(test\)\]\n(pub\(crate\) )?mod tests \{/);
  return at < 0 ? "" : source.slice(at);
}

const camelCase = (code) => code.replace(/(^|_)([a-z])/g, (_, __, letter) => letter.toUpperCase());

it("every code is asserted by a test", async () => {
  const rust = (await sources("src", ".rs")).map(([path, source]) => testsOf(path, source)).join("\n");
  const javascript = (await sources("tests", ".test.mjs")).map(([, source]) => source).join("\n");
  const unproduced = Object.keys(catalogue).filter(
    (code) => !new RegExp(`\\bCode::${camelCase(code)}\\b`).test(rust) && !new RegExp(`["'=]${code}["'\`]`).test(javascript),
  );
  assert.deepEqual(unproduced, []);
});
