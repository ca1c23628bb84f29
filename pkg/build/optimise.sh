#!/bin/sh
# Makes a module smaller and faster, after wasm-bindgen.
#
# In:    the folder with wasm-bindgen's fc_pivot.js and fc_pivot_bg.wasm; both are rewritten.
# Out:   the same two. What each option is worth stands beside it.
# Never: an option that takes a trap for impossible: with it go the checks of bounds that lead to one.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
folder=$1
module=$folder/fc_pivot_bg.wasm
text=$folder/module.wat
functions=$folder/functions

# What rustc lets a wasm32-unknown-unknown module use by default since 1.82, and nothing beyond:
# every engine of the last three years has these.
features='--enable-bulk-memory --enable-mutable-globals --enable-multivalue
	--enable-nontrapping-float-to-int --enable-reference-types --enable-sign-ext'
# -O3 costs 1 % more on the wire than -Os, and an ES256 verification is somewhat faster. Low memory is unused by whatever works: the last
# octets of the stack are there. So constants may move into loads and stores.
optimise='-O3 --low-memory-unused'
# Products of 64 bits into 128, of which all arithmetic of P-256 is made: a function of the compiler's runtime, which LLVM calls and never
# inlines. Without the call a product of field elements takes two thirds of the time, for 500 bytes.
inlined=product
# Functions beside others of their crate compress better.
finish='--reorder-functions-by-name --strip-debug --strip-producers --strip-target-features'

binaryen() {
	tool=$here/../../node_modules/.bin/wasm-$1
	shift
	# shellcheck disable=SC2086  # one word per option
	"$tool" $features "$@"
}

# wasm-opt can be told which functions not to inline: all others, then. Inlining comes first: the copy is one for as long as nobody compares.
inline_and_finish() {
	binaryen dis "$module" -o "$text"
	node "$here/inline-products.mjs" "$text" "$inlined" >"$functions"
	set --
	while read -r function; do set -- "$@" "--no-inline=$function"; done <"$functions"
	# shellcheck disable=SC2086  # one word per option
	binaryen opt "$text" "$@" --inlining --always-inline-max-function-size=100 $optimise --inlining-optimizing $finish -o "$module"
}

binaryen dis "$module" -o "$text"
node "$here/short-names.mjs" "$folder" "$text"
# shellcheck disable=SC2086  # one word per option
binaryen opt "$text" -g $optimise --converge -o "$module"
inline_and_finish
rm "$text" "$functions"
