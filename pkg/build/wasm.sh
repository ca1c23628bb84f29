#!/bin/sh
# The crate's two WebAssembly modules, with the JavaScript and the types that wasm-bindgen writes around them.
#
# In:    Cargo.toml, Cargo.lock, src/.
# Out:   pkg/dist/browser and pkg/dist/edge: fc_pivot.js, fc_pivot_bg.wasm and their .d.ts; the types again in .build/types; the sizes of the
#        first two on the terminal.
# Never: replaces a module that came out the same, and leaves no half-written one behind.
set -eu

cd "$(dirname "$0")/../.."
here=pkg/build
work=.build/wasm
types=.build/types

main() {
	"$here/toolchain.sh" setup
	mkdir -p "$work" pkg/dist
	for module in browser edge; do
		# A folder per module: cargo gives a Wasm cdylib no hash in its name, so that in a common folder each
		# feature set evicts the other's output and both compile again at every build.
		compiled=$work/target/$module/wasm32-unknown-unknown/wasm/fc_pivot.wasm
		compile
		if unchanged; then
			echo "wasm: $module is up to date"
		else
			echo "wasm: binding and optimising $module"
			bind_and_optimise
		fi
		# For tsc: beside the package's own output, an import in these types would lead to that output instead of the sources.
		mkdir -p "$types/$module"
		cp "pkg/dist/$module/fc_pivot.d.ts" "$types/$module/"
	done
	node "$here/sizes.mjs" pkg/dist/browser/fc_pivot.js pkg/dist/browser/fc_pivot_bg.wasm pkg/dist/edge/fc_pivot.js pkg/dist/edge/fc_pivot_bg.wasm
}

compile() {
	echo "wasm: compiling $module"
	"$here/toolchain.sh" cargo rustc --quiet --lib --crate-type cdylib --profile wasm --target-dir "$work/target/$module" \
		--no-default-features --features "$module"
}

# What decides the outcome besides the compiled module.
recipe() {
	"$here/toolchain.sh" bindgen --version
	node_modules/.bin/wasm-opt --version
	cat "$here/optimise.sh" "$here/short-names.mjs" "$here/inline-products.mjs" "$here/lean-glue.mjs" "$here/renewable.mjs" "$here/replace-once.mjs"
}

unchanged() {
	[ -f "pkg/dist/$module/fc_pivot_bg.wasm" ] &&
		cmp -s "$compiled" "$work/$module.wasm" &&
		recipe | cmp -s - "$work/$module.recipe"
}

bind_and_optimise() {
	output=$work/$module.$$
	rm -rf "$output"
	"$here/toolchain.sh" bindgen --target web --out-dir "$output" --out-name fc_pivot --omit-default-module-path "$compiled"
	node "$here/lean-glue.mjs" "$output"
	node "$here/renewable.mjs" "$output"
	"$here/optimise.sh" "$output"

	rm -rf "pkg/dist/$module"
	mv "$output" "pkg/dist/$module"
	recipe >"$work/$module.recipe"
	cp "$compiled" "$work/$module.wasm"
}

main
