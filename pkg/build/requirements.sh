#!/bin/sh
# Whether this machine has what no script here installs: Rust, a C linker, Node and npm.
#
# In:    nothing.
# Out:   exit 0; or one sentence per missing tool (what, why, how to get it) and exit 1.
# Never: installs or changes anything.
set -eu

oldest_node=20
missing=0

lacks() {
	printf '%s\n' "fc-pivot: $*" >&2
	missing=1
}

has() {
	command -v "$1" >/dev/null 2>&1
}

has cargo ||
	lacks "cargo is missing; it compiles the Rust core; get it from https://rustup.rs"
has rustc ||
	lacks "rustc is missing; it compiles the Rust core; get it from https://rustup.rs"
has cc ||
	lacks "cc is missing; Rust links its build scripts with it; get it with \`apt-get install gcc libc6-dev\`, or your system's compiler package"
has npm ||
	lacks "npm is missing; it installs the JavaScript tools; it comes with Node, https://nodejs.org"

if ! has node; then
	lacks "node is missing; it runs the build tools and the tests; get version $oldest_node or later from https://nodejs.org"
elif [ "$(node -p 'process.versions.node.split(".")[0]')" -lt "$oldest_node" ]; then
	lacks "node $(node --version) is too old; the build tools and the tests need version $oldest_node or later; get it from https://nodejs.org"
fi

exit "$missing"
