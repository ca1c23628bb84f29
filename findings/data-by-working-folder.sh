#!/usr/bin/env bash
# `@etalab/decoupage-administratif` can be loaded by its name only from its own folder: its entry reads its data relative to the working folder.
#
# Of:       npm `@etalab/decoupage-administratif` 6.0.0.
# Guess:    `require("@etalab/decoupage-administratif")` gives its lists, as its `main` and its demo say.
# Seen:     it throws ENOENT in a project, and gives the lists where the process runs in the package's folder.
# Matters:  the entry is new in 6.0.0, and is what an editor completes. Require the files, `@etalab/decoupage-administratif/data/communes.json`.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @etalab/decoupage-administratif@6.0.0
cat >try.cjs <<'JS'
const { join } = require("node:path");

function outcome(load) {
  try {
    return load();
  } catch ({ code }) {
    return code;
  }
}
const byName = outcome(() => require("@etalab/decoupage-administratif").departements.length);
const byFile = outcome(() => require("@etalab/decoupage-administratif/data/departements.json").length);
process.chdir(join(__dirname, "node_modules/@etalab/decoupage-administratif"));
const inItsFolder = outcome(() => require("@etalab/decoupage-administratif").departements.length);
console.log("@etalab/decoupage-administratif 6.0.0, departments:", { byName, byFile, inItsFolder });
process.exitCode = byName === "ENOENT" && byFile > 100 && inItsFolder === byFile ? 0 : 1;
JS
node try.cjs
