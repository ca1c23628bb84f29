#!/bin/sh
# The browser of the tests: Chromium, and the WebDriver that belongs to it.
#
# In:    CHROMIUM, optional: the path of a Chromium or Chrome to use instead of Debian's.
# Out:   exit 0 and a browser; or, where no browser can be installed, one sentence and exit 0: the tests that
#        need one then fail by themselves.
# Never: passes over a CHROMIUM that names no program.
set -eu

cd "$(dirname "$0")/../.."

has() {
	command -v "$1" >/dev/null 2>&1
}

if [ -n "${CHROMIUM:-}" ]; then
	has "$CHROMIUM" || {
		printf '%s\n' "fc-pivot: CHROMIUM names no program; the browser tests start it; give the path of a Chromium or Chrome" >&2
		exit 1
	}
elif has chromium && has chromedriver; then
	:
elif has apt-get; then
	pkg/build/apt.sh chromium chromium-driver
else
	printf '%s\n' "fc-pivot: Chromium is missing and only Debian's can be installed here; the browser tests start it; install one and name it in CHROMIUM" >&2
fi
