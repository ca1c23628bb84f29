// The test files of the repository.
//
// In:    a folder.
// Out:   the paths of all *.test.mjs files below it, sorted.
// Never: looks into what was installed or built, or into hidden folders.
import { filesBelow } from "./checkout.mjs";

export const testFiles = (folder) => filesBelow(folder).filter((path) => path.endsWith(".test.mjs"));
