// This checkout: where it lies, and which files in it are ours.
//
// In:    a folder. Out: the paths of all files below it, sorted.
// Never: looks into what was installed or built, or into hidden folders.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout's own folder, with a slash at its end. */
export const root = fileURLToPath(new URL("../../", import.meta.url));

const NOT_OURS = new Set(["node_modules", "dist", "target"]);

export function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isFile()) return [path];
      return entry.isDirectory() && ours(entry.name) ? filesBelow(path) : [];
    })
    .sort();
}

const ours = (name) => !NOT_OURS.has(name) && !name.startsWith(".");
