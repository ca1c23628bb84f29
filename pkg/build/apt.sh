#!/bin/sh
# Debian packages, installed where they are missing.
#
# In:    names of packages.
# Out:   exit 0 once all of them are there; or one sentence that says what is in the way, and exit 1.
# Never: removes a package to make room for another, and asks no question.
set -eu

missing=''
for package in "$@"; do
	dpkg-query --show --showformat '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed ||
		missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then
	as_root=''
elif command -v sudo >/dev/null 2>&1; then
	as_root=sudo
else
	printf '%s\n' "fc-pivot: these Debian packages are missing and only root may install them: run \`apt-get install$missing\` as root" >&2
	exit 1
fi

printf '%s\n' "apt: installing$missing"
# Another apt may be at work on a machine that has just started: wait for it instead of failing.
apt() {
	$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 "$@"
}
# A stale index of one unrelated repository is no reason to stop: the installation tells whether it mattered.
apt update || true
# shellcheck disable=SC2086  # one word per package
apt install --yes --no-remove --no-install-recommends $missing >/dev/null || {
	printf '%s\n' "fc-pivot: apt could not install$missing; its own message stands above" >&2
	exit 1
}
