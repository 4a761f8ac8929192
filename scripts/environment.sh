#!/bin/sh
# Makes .venv ready: `scripts/environment.sh run` for the shop, `… dev` with what tests and checks need too.
#
# What was installed is remembered inside .venv, so a second time takes no time; a run that was cut off half-way
# leaves a mark, and the next one starts that environment afresh.
set -eu

cd "$(dirname "$0")/.."
kind="${1:?say run or dev}"
venv=.venv
python="$venv/bin/python"

say() { printf '==> %s\n' "$1"; }
fail() { printf 'vitrine: %s\n' "$@" >&2; exit 1; }

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
    for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}; do
        if command -v "$candidate" >/dev/null 2>&1 && is_new_enough "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
    fail "Python 3.11 or newer is needed, and none was found on the PATH${PYTHON:+ (PYTHON is $PYTHON)}." \
        "Install it from your system's packages, or name one: make run PYTHON=/path/to/python3.12"
}

make_venv() {
    found="$(find_python)"
    "$found" -c 'import ensurepip, venv' 2>/dev/null || fail \
        "$found cannot make virtual environments: its modules venv and ensurepip are missing." \
        "On Debian and Ubuntu: apt-get install python3-venv"
    say "Making the environment .venv with $("$found" --version)"
    "$found" -m venv --clear "$venv"
}

is_installed() {
    [ ! -e "$venv/installing" ] && is_new_enough "$python" &&
        cmp -s requirements.txt "$venv/installed-run.txt" &&
        { [ "$kind" = run ] || cmp -s requirements-dev.txt "$venv/installed-dev.txt"; }
}

install() {
    file="$1"
    say "Installing $(grep -c '==' "$file") packages from $file (once; a minute or two)"
    : >"$venv/installing"
    # The lock file names every package with its hashes, so there is nothing left to resolve.
    "$python" -m pip install --quiet --no-input --disable-pip-version-check --no-deps --require-hashes -r "$file"
    cp requirements.txt "$venv/installed-run.txt"
    [ "$kind" = run ] || cp requirements-dev.txt "$venv/installed-dev.txt"
    rm "$venv/installing"
}

case "$kind" in
    run) lock=requirements.txt ;;
    dev) lock=requirements-dev.txt ;;
    *) fail "no environment is called $kind: say run or dev" ;;
esac

if ! is_installed; then
    if [ -e "$venv/installing" ] || ! is_new_enough "$python" || ! "$python" -m pip --version >/dev/null 2>&1; then
        make_venv
    fi
    install "$lock"
fi
