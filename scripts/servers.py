"""Brings the servers that the larger tests need, and takes them down: `make servers`, `make servers-down`.

    scripts/servers.sh up       install what is missing (as root on Debian and Ubuntu), start PostgreSQL
    scripts/servers.sh status   what is there
    scripts/servers.sh env      its addresses, as NAME=value lines
    scripts/servers.sh down     stop PostgreSQL; its data stays for the next time

PostgreSQL runs as a throw-away cluster of its own on a free port of this machine, never the system's. Everything
lies outside the checkout, in $VITRINE_CACHE (by default /var/cache/vitrine as root, else ~/.cache/vitrine).
Needs nothing but Python's standard library.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from scripts.server_packages import find_chromium, install_missing
from scripts.server_postgresql import Postgresql, ServerError


def find_cache() -> Path:
    """The folder for what outlives a checkout. The home of root is closed to the user PostgreSQL runs as."""
    given = os.environ.get("VITRINE_CACHE")
    if given:
        return Path(given).expanduser().resolve()
    return Path("/var/cache/vitrine") if os.geteuid() == 0 else Path.home() / ".cache" / "vitrine"


def bring_up(server: Postgresql) -> None:
    install_missing()
    server.start()
    show_status(server)


def show_status(server: Postgresql) -> None:
    print(f"PostgreSQL: {'running on port ' + str(server.port) if server.is_running() else 'not running'}")
    print(f"Chromium:   {find_chromium() or 'not found'}")


def print_environment(server: Postgresql) -> None:
    """Only what can be used right now: what is missing has no line."""
    if server.is_running():
        print(f"DATABASE_URL={server.url}")
    if chromium := find_chromium():
        print(f"CHROMIUM={chromium}")


def main() -> int:
    actions = {"up": bring_up, "down": Postgresql.stop, "status": show_status, "env": print_environment}
    action = actions.get(sys.argv[1] if len(sys.argv) == 2 else "")
    if action is None:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        action(Postgresql(find_cache() / "postgresql"))
    except ServerError as error:
        print(f"servers: {error}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        print(f"servers: {' '.join(map(str, error.cmd))} failed with code {error.returncode}", file=sys.stderr)
        print((error.stderr or error.stdout or "").strip(), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
