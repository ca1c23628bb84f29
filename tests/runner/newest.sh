#!/bin/sh
# The newest tools that tests try besides the ones they run on: later versions of Node, of workerd with miniflare and wrangler, and TypeScript's
# oldest and newest that the package's types are for.
#
# In:    nothing.
# Out:   exit 0 and .build/newest/node_modules, as newest/package-lock.json pins it; or, where it cannot be installed here, one sentence and
#        exit 0: the tests that need it then fail by themselves.
# Never: runs an install script.
set -eu

cd "$(dirname "$0")/../.."

lock=tests/runner/newest/package-lock.json
folder=.build/newest
cmp -s "$lock" "$folder/package-lock.json" && [ -e "$folder/installed" ] && exit
rm -rf "$folder"
mkdir -p "$folder"
cp tests/runner/newest/package.json "$lock" "$folder"
if (cd "$folder" && npm ci --ignore-scripts --prefer-offline --no-audit --no-fund --silent); then
	touch "$folder/installed"
else
	printf '%s\n' "fc-pivot: npm could not install what $lock lists; the tests on the newest tools will fail" >&2
fi
