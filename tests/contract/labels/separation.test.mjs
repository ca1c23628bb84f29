/** Labels are for people to read: nothing that decides looks at them. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { it } from "node:test";
import { filesBelow, root } from "../../runner/checkout.mjs";

/** Whether a source imports more of the labels than types, by path or by name. */
const importsLabels = (source) =>
  /^(import|export) (?!type )([\w*{},\s]+ from )?"([^"]*\/labels\/[^"]*|#communes|fc-pivot\/labels)"/m.test(source) ||
  /import\(\s*"([^"]*\/labels\/[^"]*|#communes|fc-pivot\/labels)"/.test(source);

it("nothing in the package imports labels but the command that writes their files", async () => {
  const sources = filesBelow(`${root}pkg/src`).filter((path) => path.endsWith(".ts") && !path.includes("/src/labels/"));
  assert.ok(sources.some((path) => path.includes("/linking/")) && sources.length > 50);
  const found = [];
  for (const path of sources) if (importsLabels(await readFile(path, "utf8"))) found.push(path.slice(root.length));
  assert.deepEqual(found, ["pkg/src/cli/labels.ts"]);
});

it("tells an import of labels from one of a type", () => {
  assert.ok(importsLabels('import { openLabels } from "../labels/open.js";'));
  assert.ok(importsLabels('export * from "fc-pivot/labels";'));
  assert.ok(importsLabels('const { openLabels } = await import("../labels/index.js");'));
  assert.ok(importsLabels('import {\n  openLabels,\n} from "../labels/index.js";'));
  assert.ok(!importsLabels('export const labels = ["../labels/open.js"];'));
  assert.ok(!importsLabels('import type { Labels } from "../labels/open.js";'));
});
