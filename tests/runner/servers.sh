#!/bin/sh
# The servers of the tests that are none of ours: nginx, and the openssl that makes certificates; Caddy; Redis.
#
# In:    which of them: nginx, caddy, redis, apache (with mod_auth_openidc, for the benchmark of the gateway). NGINX, CADDY, REDIS, optional: the path of
#        a program to use instead of Debian's.
# Out:   exit 0 and the servers; or, for each that cannot be installed here, one sentence and exit 0: the tests that need it then
#        fail by themselves.
# Never: leaves one running that apt started.
set -eu

cd "$(dirname "$0")/../.."

has() {
	command -v "$1" >/dev/null 2>&1
}

for server in "$@"; do
	case "$server" in
	nginx)
		if [ -n "${NGINX:-}" ]; then
			has "$NGINX" || {
				printf '%s\n' "fc-pivot: NGINX names no program; the tests behind a proxy start it; give the path of one, or leave NGINX out" >&2
				exit 1
			}
		elif ! has nginx || ! has openssl; then
			if has apt-get; then
				if pkg/build/apt.sh nginx-light openssl; then
					# Debian starts nginx when it installs it; the tests start one of their own.
					service nginx stop >/dev/null 2>&1 || true
				else
					printf '%s\n' "fc-pivot: the tests behind nginx will fail" >&2
				fi
			else
				printf '%s\n' "fc-pivot: nginx or openssl is missing and only Debian's can be installed here; the tests behind a proxy start it; install both" >&2
			fi
		fi
		;;
	caddy)
		if [ -n "${CADDY:-}" ]; then
			has "$CADDY" || {
				printf '%s\n' "fc-pivot: CADDY names no program; the tests of the gateway behind a proxy start it; give the path of one, or leave CADDY out" >&2
				exit 1
			}
		elif ! has caddy || ! has openssl; then
			if has apt-get; then
				if pkg/build/apt.sh caddy openssl; then
					# Debian starts it when it installs it; the tests start one of their own.
					service caddy stop >/dev/null 2>&1 || true
				else
					printf '%s\n' "fc-pivot: the tests of the gateway behind Caddy will fail" >&2
				fi
			else
				printf '%s\n' "fc-pivot: caddy or openssl is missing and only Debian's can be installed here; the tests of the gateway behind a proxy start it; install both" >&2
			fi
		fi
		;;
	redis)
		if [ -n "${REDIS:-}" ]; then
			has "$REDIS" || {
				printf '%s\n' "fc-pivot: REDIS names no program; the tests of stores start it; give the path of one, or leave REDIS out" >&2
				exit 1
			}
		elif ! has redis-server; then
			if has apt-get; then
				if pkg/build/apt.sh redis-server; then
					# Debian starts it when it installs it; the tests start some of their own.
					service redis-server stop >/dev/null 2>&1 || true
				else
					printf '%s\n' "fc-pivot: the tests of stores will fail" >&2
				fi
			else
				printf '%s\n' "fc-pivot: redis-server is missing and only Debian's can be installed here; the tests of stores start it; install it" >&2
			fi
		fi
		;;
	apache)
		if ! has apt-get; then
			printf '%s\n' "fc-pivot: apache2 with mod_auth_openidc can be installed by Debian's apt alone here; the benchmark of the gateway will fail" >&2
		elif pkg/build/apt.sh apache2 libapache2-mod-auth-openidc; then
			# Debian starts it when it installs it; the benchmark starts one of its own.
			service apache2 stop >/dev/null 2>&1 || true
		else
			printf '%s\n' "fc-pivot: the benchmark of the gateway will fail" >&2
		fi
		;;
	*)
		printf '%s\n' "fc-pivot: $server is neither nginx, caddy, redis nor apache" >&2
		exit 2
		;;
	esac
done
