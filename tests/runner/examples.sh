#!/bin/sh
# What the example projects of pkg/examples need from npm, each in a folder of its own, as the lock files beside this script pin it.
#
# In:    names of examples that have a lock file in examples/.
# Out:   exit 0 and .build/examples/NAME/node_modules; or, for each that cannot be installed here, one sentence and exit 0: its tests then
#        fail by themselves, by its name.
# Never: runs an install script; installs fc-pivot, which the tests pack.
set -eu

cd "$(dirname "$0")/../.."

for name in "$@"; do
	lock="tests/runner/examples/$name.json"
	folder=".build/examples/$name"
	cmp -s "$lock" "$folder/package-lock.json" && [ -e "$folder/installed" ] && continue
	rm -rf "$folder"
	mkdir -p "$folder"
	cp "$lock" "$folder/package-lock.json"
	node tests/runner/examples/manifest.mjs "$lock" >"$folder/package.json"
	if (cd "$folder" && npm ci --ignore-scripts --prefer-offline --no-audit --no-fund --silent); then
		touch "$folder/installed"
	else
		printf '%s\n' "fc-pivot: npm could not install what $lock lists; the tests of that example will fail" >&2
	fi
done
