#!/bin/sh
# The OpenID providers of the tests that are none of ours; those of npm are in tests/package.json.
#
# In:    which of them: glewlwyd, lemonldap-ng, python (canaille and django-oauth-toolkit, versions in providers.txt).
# Out:   exit 0 and the providers; or, for each that cannot be installed here, one sentence and exit 0: its tests then fail by
#        themselves, by its name.
# Never: leaves one running that apt started; installs a Python package outside .build/providers.
set -eu

cd "$(dirname "$0")/../.."

# debian PROVIDER SERVICE PACKAGE...
debian() {
	provider="$1"
	service="$2"
	shift 2
	if ! command -v apt-get >/dev/null 2>&1; then
		printf '%s\n' "fc-pivot: $provider can be installed by Debian's apt alone here; its tests will fail" >&2
	elif pkg/build/apt.sh "$@"; then
		# Debian starts it when it installs it; the tests start one of their own.
		service "$service" stop >/dev/null 2>&1 || true
	else
		printf '%s\n' "fc-pivot: the tests at $provider will fail" >&2
	fi
}

for provider in "$@"; do
	case "$provider" in
	glewlwyd) debian Glewlwyd glewlwyd glewlwyd sqlite3 ;;
	# The Perl modules that its portal loads are ones that Debian only recommends.
	lemonldap-ng) debian LemonLDAP::NG lemonldap-ng-fastcgi-server liblemonldap-ng-portal-perl libstring-random-perl libgd-securityimage-perl libimage-magick-perl libio-string-perl starman ;;
	python) tests/runner/python.sh tests/runner/providers.txt .build/providers "the tests at canaille and django-oauth-toolkit" ;;
	*)
		printf '%s\n' "fc-pivot: $provider is none of glewlwyd, lemonldap-ng, python" >&2
		exit 2
		;;
	esac
done
