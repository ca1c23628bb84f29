#!/bin/sh
# The browsers of the tests: Chromium with its WebDriver, Firefox, and WebKit with its WebDriver and a screen in memory.
#
# In:    which of them: chromium, firefox, webkit. CHROMIUM, FIREFOX, WEBKIT_DRIVER and XVFB, optional: paths of programs to use
#        instead of Debian's.
# Out:   exit 0 and the browsers; or, for each that cannot be installed here, one sentence and exit 0: the tests that need it then
#        fail by themselves.
# Never: passes over a variable that names no program.
set -eu

cd "$(dirname "$0")/../.."

has() {
	command -v "$1" >/dev/null 2>&1
}

# named VARIABLE VALUE: whether the environment names a program.
named() {
	[ -n "$2" ] || return 1
	has "$2" || {
		printf '%s\n' "fc-pivot: $1 names no program; the browser tests start it; give the path of one, or leave $1 out" >&2
		exit 1
	}
}

# install BROWSER PACKAGE...: one that fails is no reason to go without the others.
install() {
	browser="$1"
	shift
	if has apt-get; then
		pkg/build/apt.sh "$@" || printf '%s\n' "fc-pivot: the tests in $browser will fail" >&2
	else
		printf '%s\n' "fc-pivot: $browser is missing and only Debian's can be installed here; the browser tests start it; install one and name it (CHROMIUM, FIREFOX, WEBKIT_DRIVER and XVFB)" >&2
	fi
}

for browser in "$@"; do
	case "$browser" in
	chromium)
		named CHROMIUM "${CHROMIUM:-}" || { has chromium && has chromedriver; } || install Chromium chromium chromium-driver
		;;
	firefox)
		named FIREFOX "${FIREFOX:-}" || has firefox-esr || install Firefox firefox-esr
		;;
	webkit)
		named WEBKIT_DRIVER "${WEBKIT_DRIVER:-}" || has WebKitWebDriver || install WebKit webkit2gtk-driver
		named XVFB "${XVFB:-}" || has Xvfb || install "WebKit (its screen)" xvfb
		;;
	*)
		printf '%s\n' "fc-pivot: $browser is none of chromium, firefox, webkit" >&2
		exit 2
		;;
	esac
done
