#!/bin/sh
# Whether the Wasm modules follow from the sources and the lock files alone.
#
# In:    what git tracks of this folder, as it stands; node_modules and the tools that a build here has installed.
# Out:   two builds from nothing, in two folders of different names; one line per file with both hashes; exit 1 if any differ.
# Never: touches the outputs of this folder, or leaves a folder behind.
set -eu

cd "$(dirname "$0")/../.."
root=$(pwd -P)
pkg/build/toolchain.sh setup

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 130' INT TERM

for copy in one the-other; do
	echo "reproducible: building in $folder/$copy" >&2
	mkdir -p "$folder/$copy/.build"
	git ls-files -z | tar --null --files-from=- --create | tar --extract --directory "$folder/$copy"
	ln -s "$root/node_modules" "$folder/$copy/node_modules"
	[ ! -d .build/tools ] || ln -s "$root/.build/tools" "$folder/$copy/.build/tools"
	"$folder/$copy/pkg/build/wasm.sh" >&2
done

hash_of() {
	sha256sum "$folder/$1/pkg/dist/$file" | cut -d ' ' -f 1
}

different=0
for file in browser/fc_pivot_bg.wasm browser/fc_pivot.js edge/fc_pivot_bg.wasm edge/fc_pivot.js; do
	one=$(hash_of one)
	other=$(hash_of the-other)
	echo "$file $one $other"
	[ "$one" = "$other" ] || different=1
done
[ "$different" = 0 ] && echo "reproducible: the same, twice" || echo "reproducible: NOT the same"
exit "$different"
