#!/bin/sh
# The servers of the tests that are none of ours: nginx, and the openssl that makes certificates; Caddy; Redis.
#
# In:    which of them: nginx, caddy, redis, apache (with mod_auth_openidc, for the benchmark of the gateway). NGINX, CADDY, REDIS, optional: the path of
#        a program to use instead of Debian's.
# Out:   exit 0 and the servers; or, for each that cannot be installed here, one sentence and exit 0: the tests that need it then
#        fail by themselves. Exit 1 where a variable names no program, 2 for a name that is none of these.
# Never: leaves one running that apt started.
set -eu

cd "$(dirname "$0")/../.."

has() {
	command -v "$1" >/dev/null 2>&1
}

# One of Debian's, unless its variable names another program.
# $1 the program and Debian's service, $2 the variable, $3 Debian's packages, $4 what else must be there, $5 the tests that start it.
debians() {
	eval "own=\${$2:-}"
	if [ -n "$own" ]; then
		has "$own" && return
		printf '%s\n' "fc-pivot: $2 names no program; $5 start it; give the path of one, or leave $2 out" >&2
		exit 1
	fi
	missing=
	for program in $1 $4; do has "$program" || missing="$missing $program"; done
	[ -n "$missing" ] || return 0
	if ! has apt-get; then
		printf '%s\n' "fc-pivot:$missing: only Debian's can be installed here; $5 start it; install it" >&2
	# shellcheck disable=SC2086 # several packages
	elif pkg/build/apt.sh $3; then
		# Debian starts it when it installs it; the tests start their own.
		service "$1" stop >/dev/null 2>&1 || true
	else
		printf '%s\n' "fc-pivot: $5 will fail" >&2
	fi
}

for server in "$@"; do
	case "$server" in
	nginx) debians nginx NGINX "nginx-light openssl" openssl "the tests behind nginx" ;;
	caddy) debians caddy CADDY "caddy openssl" openssl "the tests of the gateway behind Caddy" ;;
	redis) debians redis-server REDIS redis-server "" "the tests of stores" ;;
	apache)
		# Whether its module is there, only apt knows.
		if has apt-get && pkg/build/apt.sh apache2 libapache2-mod-auth-openidc; then
			service apache2 stop >/dev/null 2>&1 || true
		else
			printf '%s\n' "fc-pivot: the benchmark of the gateway will fail: it starts Debian's apache2 with libapache2-mod-auth-openidc" >&2
		fi
		;;
	*)
		printf '%s\n' "fc-pivot: $server is neither nginx, caddy, redis nor apache" >&2
		exit 2
		;;
	esac
done
