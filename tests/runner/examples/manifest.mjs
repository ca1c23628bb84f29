// The manifest that fits a lock file: what npm wants to see beside it.
//
// In:    the path of a lock file.
// Out:   the manifest's text.
// Never: a dependency that the lock file does not name.
import { readFileSync } from "node:fs";

const { dependencies, devDependencies } = JSON.parse(readFileSync(process.argv[2], "utf8")).packages[""];
console.log(JSON.stringify({ private: true, dependencies, devDependencies }));
