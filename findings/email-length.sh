#!/usr/bin/env bash
# An e-mail address of more than 254 characters is none, although its local part and its domain keep their own limits.
#
# Of:       npm `validator` 13.15.35, `isEmail` with its defaults.
# Guess:    the limits that its code names for the parts, 64 octets and 254, allow an address of 319 characters.
# Seen:     64 + 1 + 189 characters pass, one more does not.
# Matters:  FranceConnect checks `email` with this function. A column or a check of 254 characters holds every address that it lets through.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund validator@13.15.35
cat >try.cjs <<'JS'
const { isEmail } = require("validator");

/** An address whose domain has so many characters. */
const address = (domain) => {
  const labels = `${`${"b".repeat(40)}.`.repeat(4)}${"b".repeat(63)}`.slice(0, domain - 3);
  return `${"a".repeat(64)}@${labels}.fr`;
};
const seen = { 254: isEmail(address(254 - 65)), 255: isEmail(address(255 - 65)), "domain of 190, short local part": isEmail(`a@${address(190).split("@")[1]}`) };
console.log("validator 13.15.35, isEmail by length:", seen);
process.exitCode = seen[254] && !seen[255] && seen["domain of 190, short local part"] ? 0 : 1;
JS
node try.cjs
