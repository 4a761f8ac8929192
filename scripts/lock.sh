#!/bin/sh
# Locks pyproject.toml into requirements.txt and requirements-dev.txt: every version with its hashes, for every
# platform, and no address of the index it came from.
set -eu
cd "$(dirname "$0")/.."

compile() {
    .venv/bin/uv pip compile pyproject.toml "$@" --generate-hashes --no-emit-index-url --universal \
        --python-version 3.11 --no-header --quiet
}

compile -o requirements.txt
compile --extra dev -c requirements.txt -o requirements-dev.txt
echo "requirements.txt and requirements-dev.txt are locked; look at the difference before you commit it."
