#!/usr/bin/env bash
# A code of INSEE's names two places in the list of communes: the commune, and the delegated commune inside it that has its town hall.
#
# Of:       npm `@etalab/decoupage-administratif` 6.0.0 (INSEE's list of 2026).
# Guess:    a code of `communes.json` names one place, so `new Map(communes.map(({ code, nom }) => [code, nom]))` has the names.
# Seen:     584 codes occur twice, 510 of them with another name; the delegated commune stands last, and its name is the one that stays.
# Matters:  somebody born at Cherbourg-en-Cotentin is shown Cherbourg-Octeville, and the mistake is in one code of seventy. Whoever wants the
#           commune takes `type` `commune-actuelle`.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @etalab/decoupage-administratif@6.0.0
cat >try.mjs <<'JS'
import { readFileSync } from "node:fs";

const entries = JSON.parse(readFileSync("node_modules/@etalab/decoupage-administratif/data/communes.json", "utf8"));
const naive = new Map(entries.map(({ code, nom }) => [code, nom]));
const communes = new Map(entries.filter(({ type }) => type === "commune-actuelle").map(({ code, nom }) => [code, nom]));
const twice = entries.length - naive.size;
const wrong = [...communes].filter(([code, name]) => naive.get(code) !== name).length;
const cherbourg = { naive: naive.get("50129"), commune: communes.get("50129") };
console.log(`@etalab/decoupage-administratif 6.0.0: ${twice} codes twice, ${wrong} get another name; 50129:`, cherbourg);
process.exitCode = twice === 584 && wrong === 510 && cherbourg.naive === "Cherbourg-Octeville" && cherbourg.commune === "Cherbourg-en-Cotentin" ? 0 : 1;
JS
node try.mjs
