#!/bin/sh
# The way from Rust to wasm32-unknown-unknown on this machine.
#
# In:    setup                what is missing is installed, and announced
#        way                  which of the three ways below it takes here
#        cargo COMMAND ARGS   that cargo command, for wasm32-unknown-unknown
#        rustc ARGS           the compiler that this way takes
#        bindgen ARGS         wasm-bindgen, in exactly the version that Cargo.lock pins
# Out:   the exit code of the command; a machine that offers no way gets one sentence and exit 1.
# Never: downloads a Rust toolchain where RUSTUP_AUTO_INSTALL=0 forbids it; never touches the tools that the
#        user installed with cargo (ours go to .build/tools).
#
# The three ways, in this order:
#   plain    rustc has the standard library of the target: cargo alone does it
#   rustup   rustup may download: it adds the target, then plain
#   debian   Debian's own rustc, and the standard library compiled from Debian's copy of its sources
set -eu

cd "$(dirname "$0")/../.."
root=$(pwd -P)
here=pkg/build
tools=$root/.build/tools
target=wasm32-unknown-unknown

# One release of Rust in three packages, and a linker for Wasm, which they lack.
debian_packages='rustc-web cargo-web rust-web-src lld-22'
debian_linker=wasm-ld-22

say() {
	printf '%s\n' "toolchain: $*" >&2
}

die() {
	printf '%s\n' "fc-pivot: $*" >&2
	exit 1
}

has() {
	command -v "$1" >/dev/null 2>&1
}

way() {
	if [ -d "$(rustc --print sysroot)/lib/rustlib/$target" ]; then
		echo plain
	elif has rustup && [ "${RUSTUP_AUTO_INSTALL:-1}" != 0 ]; then
		echo rustup
	elif has apt-get; then
		echo debian
	else
		die "the Rust standard library for $target is missing; the core is compiled to WebAssembly with it; run \`rustup target add $target\`"
	fi
}

setup() {
	"$here/requirements.sh"
	way=$(way)
	case $way in
	plain) ;;
	rustup)
		say "adding the target $target to the active Rust toolchain"
		rustup target add "$target"
		;;
	debian)
		say "rustup may not download here: compiling with Debian's rustc and its standard library's sources"
		# shellcheck disable=SC2086  # one word per package
		"$here/apt.sh" $debian_packages
		;;
	esac
	install_bindgen
}

# The generated JavaScript and the macro in the crate speak a private protocol: the versions must be equal.
pinned_bindgen() {
	awk '$0 == "name = \"wasm-bindgen\"" { found = 1 }
		found && $1 == "version" { gsub(/"/, "", $3); print $3; exit }' Cargo.lock
}

find_bindgen() {
	version=$(pinned_bindgen)
	for candidate in "$tools/bin/wasm-bindgen" wasm-bindgen; do
		if [ "$("$candidate" --version 2>/dev/null)" = "wasm-bindgen $version" ]; then
			echo "$candidate"
			return
		fi
	done
	return 1
}

install_bindgen() {
	! find_bindgen >/dev/null || return 0
	version=$(pinned_bindgen)
	[ -n "$version" ] || die "Cargo.lock names no wasm-bindgen; its version decides which wasm-bindgen to install; run \`cargo generate-lockfile\`"
	say "installing wasm-bindgen $version into .build/tools (some minutes, once)"
	cargo install --quiet --root "$tools" --version "=$version" wasm-bindgen-cli
}

# One option of rustc a line.
rustc_options() {
	# Paths of this machine stay out of the module: the same sources give the same bytes in every folder.
	echo "--remap-path-prefix=$root=/fc-pivot"
	echo "--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=/cargo"
	echo "--remap-path-prefix=$("$1" --print sysroot)/lib/rustlib/src/rust=/rust"
	# SHA-256 as a loop: unrolled it is 7 KB more, for the 2 or 3 KB of a token.
	echo '--cfg=sha2_backend_soft="compact"'
	# A panic is a trap either way: nobody would see the message, which costs 8 KB on the wire. It takes a standard library of our own.
	if [ "$way" = debian ]; then
		echo '-Zunstable-options'
		echo '-Cpanic=immediate-abort'
	fi
}

wasm_cargo() {
	command=$1
	shift
	way=$(way)
	if [ "$way" = debian ]; then
		cargo=/usr/bin/cargo
		# -Z is refused by a stable cargo unless it is told to behave like a nightly.
		export RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=$debian_linker
		# Of two ways to do a thing the standard library takes the smaller one, and it prints no backtraces, which nobody would see.
		set -- -Z build-std=std,panic_abort -Z build-std-features=optimize_for_size "$@"
	else
		cargo=cargo
	fi
	CARGO_ENCODED_RUSTFLAGS=$(rustc_options "${RUSTC:-rustc}" | tr '\n' '\037' | sed 's/\o037$//')
	export CARGO_ENCODED_RUSTFLAGS
	exec "$cargo" "$command" --target "$target" "$@"
}

run_rustc() {
	if [ "$(way)" = debian ]; then exec /usr/bin/rustc "$@"; else exec rustc "$@"; fi
}

run_bindgen() {
	bindgen=$(find_bindgen) || die "wasm-bindgen $(pinned_bindgen) is missing; it writes the JavaScript around the module; run \`$here/toolchain.sh setup\`"
	exec "$bindgen" "$@"
}

wanted=${1:-}
[ $# -eq 0 ] || shift
case $wanted in
setup) setup ;;
way) way ;;
cargo) wasm_cargo "$@" ;;
rustc) run_rustc "$@" ;;
bindgen) run_bindgen "$@" ;;
*) die "usage: toolchain.sh setup | way | cargo COMMAND [ARGUMENTS] | rustc [ARGUMENTS] | bindgen [ARGUMENTS]" ;;
esac
