#!/bin/sh
# Locks pyproject.toml into requirements.txt and requirements-dev.txt: every version with its hashes, for every
# platform, and no address of the index it came from. requirements-elasticsearch-8.txt is the client for clusters that
# are one major version behind; tests/benchmarks/oscar is what the promotion rules are measured against.
set -eu
cd "$(dirname "$0")/.."

compile() {
    .venv/bin/uv pip compile "$@" --generate-hashes --no-emit-index-url --universal \
        --python-version 3.11 --no-header --quiet
}

compile pyproject.toml -o requirements.txt
compile pyproject.toml --extra dev -c requirements.txt -o requirements-dev.txt
echo 'elasticsearch>=8.19,<9' | compile - -o requirements-elasticsearch-8.txt
printf '%s\n' 'django-oscar==4.2' 'django>=5.2,<5.3' 'django-treebeard<5' 'phonenumbers' |
    compile - -o tests/benchmarks/oscar/requirements.txt
echo "The requirements are locked; look at the difference before you commit it."
