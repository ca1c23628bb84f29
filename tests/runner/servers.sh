#!/bin/sh
# The servers of the tests that are none of ours: nginx, and the openssl that makes certificates; Caddy; Traefik; Redis.
#
# In:    which of them: nginx, caddy, traefik (as proxies.txt says), redis, apache (with mod_auth_openidc, for the benchmark of the gateway). NGINX,
#        CADDY, TRAEFIK, REDIS, optional: the path of a program to use instead.
# Out:   exit 0 and the servers; or, for each that cannot be installed here, one sentence and exit 0: the tests that need it then
#        fail by themselves. Exit 1 where a variable names no program, 2 for a name that is none of these.
# Never: leaves one running that apt started.
set -eu

cd "$(dirname "$0")/../.."

BEHIND_TRAEFIK="the tests of the gateway behind Traefik"

has() {
	command -v "$1" >/dev/null 2>&1
}

# Whether a variable names a program to use instead; exit 1 where it names none.
# $1 the variable, $2 the tests that start it.
is_given() {
	eval "own=\${$1:-}"
	[ -n "$own" ] || return 1
	has "$own" && return
	printf '%s\n' "fc-pivot: $1 names no program; $2 start it; give the path of one, or leave $1 out" >&2
	exit 1
}

# One of Debian's, unless its variable names another program.
# $1 the program and Debian's service, $2 the variable, $3 Debian's packages, $4 what else must be there, $5 the tests that start it.
debians() {
	if is_given "$2" "$5"; then return; fi
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
	traefik)
		is_given TRAEFIK "$BEHIND_TRAEFIK" || tests/runner/python.sh tests/runner/proxies.txt .build/proxies "$BEHIND_TRAEFIK"
		;;
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
		printf '%s\n' "fc-pivot: $server is neither nginx, caddy, traefik, redis nor apache" >&2
		exit 2
		;;
	esac
done
