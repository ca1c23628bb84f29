#!/bin/sh
# A Python environment with pinned packages.
#
# In:    a list of packages with their versions, the folder of the environment, whose tests need it.
# Out:   exit 0 and the environment; or, where it cannot be made here, one sentence and exit 0: those tests then fail by themselves.
# Never: installs a Python package outside that folder.
set -eu

wanted="$1"
venv="$2"
tests="$3"

cmp -s "$wanted" "$venv/installed.txt" && exit
if ! python3 -c 'import ensurepip, venv' 2>/dev/null && command -v apt-get >/dev/null 2>&1; then
	pkg/build/apt.sh python3-venv || true
fi
rm -rf "$venv"
if python3 -m venv "$venv" && "$venv/bin/pip" install --quiet --disable-pip-version-check --no-input -r "$wanted"; then
	cp "$wanted" "$venv/installed.txt"
else
	printf '%s\n' "fc-pivot: pip could not install $wanted; $tests will fail" >&2
fi
