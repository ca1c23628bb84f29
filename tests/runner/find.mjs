// The test files of the repository.
//
// In:    a folder.
// Out:   the paths of all *.test.mjs files below it, sorted.
// Never: looks into what was installed or built, or into hidden folders.
import { readdirSync } from "node:fs";
import { join } from "node:path";

const NOT_OURS = new Set(["node_modules", "dist", "target"]);

export function testFiles(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isFile()) return entry.name.endsWith(".test.mjs") ? [path] : [];
      return entry.isDirectory() && ours(entry.name) ? testFiles(path) : [];
    })
    .sort();
}

const ours = (name) => !NOT_OURS.has(name) && !name.startsWith(".");
