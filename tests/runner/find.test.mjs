import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { it } from "node:test";

import { testFiles } from "./find.mjs";

it("finds every test file of ours, and none of what was installed or built", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "fc-pivot-find-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const ours = ["pkg/src/a.test.mjs", "tests/runner/c.test.mjs", "tests/z.test.mjs"];
  const others = [
    "node_modules/x/a.test.mjs",
    "pkg/dist/a.test.mjs",
    "target/a.test.mjs",
    ".build/a.test.mjs",
    "worker/.wrangler/a.test.mjs",
    "tests/helper.mjs",
    "tests/a.test.js",
  ];
  for (const path of [...ours, ...others]) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), "");
  }

  assert.deepEqual(testFiles(folder), ours.map((path) => join(folder, path)));
});
