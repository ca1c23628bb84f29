/**
 * A page bundled by Vite, as an application's own would be.
 *
 * In: a folder with a page in it, what Vite is to be told besides. Out: a folder of files, gone when the suite ends.
 * Never: the package's sources; Vite takes the package as it is built, through its `exports`.
 */
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "vite";

/** The folder of an example. */
export const example = (name) => fileURLToPath(new URL(`../../../pkg/examples/${name}/`, import.meta.url));

/** Call it inside `describe`, before `stage`: the page that it names is there once the tests run. */
export function bundled(root, config = {}) {
  const outDir = mkdtempSync(`${tmpdir()}/adapters-`);
  before(() => build({ root, logLevel: "error", ...config, build: { outDir, emptyOutDir: true, ...config.build } }));
  after(() => rm(outDir, { recursive: true }));
  return outDir;
}
