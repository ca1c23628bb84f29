#!/bin/sh
# The languages of the applications behind the gateway (pkg/examples/gateway).
#
# In:    which of them: python (versions in upstreams.txt), php, ruby.
# Out:   exit 0 and the languages; or, for each that cannot be installed here, one sentence and exit 0: its tests then fail by themselves.
# Never: installs a Python package outside .build/upstreams.
set -eu

cd "$(dirname "$0")/../.."

# debian LANGUAGE PACKAGE...
debian() {
	language="$1"
	shift
	if ! command -v apt-get >/dev/null 2>&1; then
		printf '%s\n' "fc-pivot: $language can be installed by Debian's apt alone here; the tests behind the gateway that need it will fail" >&2
	elif ! pkg/build/apt.sh "$@"; then
		printf '%s\n' "fc-pivot: the tests of $language behind the gateway will fail" >&2
	fi
}

for language in "$@"; do
	case "$language" in
	python) tests/runner/python.sh tests/runner/upstreams.txt .build/upstreams "the tests of Python behind the gateway" ;;
	php) debian PHP php-cli ;;
	ruby) debian Ruby ruby ruby-jwt ruby-webrick ;;
	*)
		printf '%s\n' "fc-pivot: $language is neither python, php nor ruby" >&2
		exit 2
		;;
	esac
done
