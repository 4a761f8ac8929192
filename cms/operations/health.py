"""Is this process alive, and can it serve? Packages above may add probes of their own."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.db import connection

Probe = Callable[[], str | None]
"""Returns what is wrong, or None; raising counts as wrong too."""

_probes: dict[str, Probe] = {}


def register_probe(name: str, probe: Probe) -> None:
    """Make readiness depend on `probe`; called once an app is ready."""
    _probes[name] = probe


def find_faults() -> dict[str, str]:
    """What keeps this installation from serving, by the name of the probe; {} when it is ready."""
    faults = {}
    for name, probe in _probes.items():
        try:
            fault = probe()
        except Exception as error:
            # The kind of error only: addresses and passwords stay inside.
            fault = type(error).__name__
        if fault:
            faults[name] = fault
    return faults


def list_probes() -> list[str]:
    return list(_probes)


def register_own_probes() -> None:
    register_probe("database", probe_database)
    register_probe("cache", probe_cache)
    register_probe("data", probe_data_folder)


def probe_database() -> str | None:
    """The database answers and has every table of this version."""
    from django.db.migrations.executor import MigrationExecutor

    if _seen_migrated:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return None
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return "migrations are missing"
    # Migrations are never taken back under a running server, and looking takes a while.
    _seen_migrated.append(True)
    return None


_seen_migrated: list[bool] = []


def probe_cache() -> str | None:
    cache.set("vitrine-health", 1, timeout=60)
    return None if cache.get("vitrine-health") == 1 else "it does not keep what is put there"


def probe_data_folder() -> str | None:
    return None if settings.VITRINE_DATA.is_dir() else "the data folder is gone"
