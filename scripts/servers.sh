#!/bin/sh
# `scripts/servers.sh up|down|status|env`: see scripts/servers.py. Works before there is an environment.
set -eu
cd "$(dirname "$0")/.."
exec "${PYTHON:-python3}" -m scripts.servers "$@"
