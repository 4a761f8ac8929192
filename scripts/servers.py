"""Brings the servers that the larger tests need, and takes them down: `make servers`, `make servers-down`.

    scripts/servers.sh up [NAME]    install what is missing (as root on Debian and Ubuntu), start them
    scripts/servers.sh status       what is there
    scripts/servers.sh env          their addresses, as NAME=value lines
    scripts/servers.sh down [NAME]  stop them

NAME is one of postgresql, elasticsearch and elasticsearch-8; without one `up` starts the first two. PostgreSQL runs as
a throw-away cluster of its own on a free port of this machine, never the system's. Elasticsearch is the genuine
server, 0.85 GB to fetch once. Everything lies outside the checkout, in $VITRINE_CACHE (by default /var/cache/vitrine
as root, else ~/.cache/vitrine). Needs nothing but Python's standard library.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from scripts import server_elasticsearch
from scripts.server_elasticsearch import Elasticsearch
from scripts.server_errors import ServerError
from scripts.server_packages import find_chromium, install_missing
from scripts.server_postgresql import Postgresql

Server = Postgresql | Elasticsearch
BY_DEFAULT = ("postgresql", "elasticsearch")


def find_cache() -> Path:
    """The folder for what outlives a checkout. The home of root is closed to the users that servers run as."""
    given = os.environ.get("VITRINE_CACHE")
    if given:
        return Path(given).expanduser().resolve()
    return Path("/var/cache/vitrine") if os.geteuid() == 0 else Path.home() / ".cache" / "vitrine"


def find_postgresql_server() -> Postgresql:
    return Postgresql(find_cache() / "postgresql")


def find_elasticsearch_server(release: server_elasticsearch.Release = server_elasticsearch.CURRENT) -> Elasticsearch:
    return Elasticsearch(find_cache() / f"elasticsearch-{release.version}", release)


def list_servers() -> dict[str, Server]:
    """Every server there is, by the name it is asked for with."""
    return {
        "postgresql": find_postgresql_server(),
        "elasticsearch": find_elasticsearch_server(),
        "elasticsearch-8": find_elasticsearch_server(server_elasticsearch.BEFORE),
    }


def bring_up(names: Sequence[str]) -> None:
    install_missing()
    servers = list_servers()
    for name in names or BY_DEFAULT:
        servers[name].start()
    show_status(())


def take_down(names: Sequence[str]) -> None:
    servers = list_servers()
    for name in names or servers:
        servers[name].stop()


def show_status(names: Sequence[str]) -> None:
    for name, server in list_servers().items():
        print(
            f"{name + ':':<17} {'running at ' + _hide_password(server.url) if server.is_running() else 'not running'}"
        )
    print(f"{'chromium:':<17} {find_chromium() or 'not found'}")


def print_environment(names: Sequence[str]) -> None:
    """Only what can be used right now: what is missing has no line."""
    variables = {"postgresql": "DATABASE_URL", "elasticsearch": "ELASTICSEARCH_URL", "elasticsearch-8": ""}
    for name, server in list_servers().items():
        if variables[name] and server.is_running():
            print(f"{variables[name]}={server.url}")
    if chromium := find_chromium():
        print(f"CHROMIUM={chromium}")


def _hide_password(url: str) -> str:
    return url.rpartition("@")[2].rpartition("//")[2]


def main() -> int:
    actions = {"up": bring_up, "down": take_down, "status": show_status, "env": print_environment}
    action, names = actions.get(sys.argv[1] if len(sys.argv) > 1 else ""), sys.argv[2:]
    if action is None or not set(names) <= set(list_servers()):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        action(names)
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
