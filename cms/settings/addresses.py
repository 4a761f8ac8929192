"""Turns the addresses of servers into Django's shapes: database, cache, files."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote

import environ

from cms.settings.reader import Reader

_DATABASE_HINT = (
    "Write postgres://user:password@host:5432/name or sqlite:////absolute/path, or leave it out for SQLite in "
    "VITRINE_DATA."
)
_STORAGE_HINT = "Write s3://key:secret@host[:port]/bucket?region=…, or leave it out for a folder in VITRINE_DATA."


def read_database(reader: Reader, data: Path) -> dict[str, Any]:
    """PostgreSQL or SQLite by DATABASE_URL, SQLite in `data` by default."""
    url = reader.text("DATABASE_URL")
    if not url:
        return _describe_sqlite(data / "vitrine.sqlite3")
    parts = reader.address("DATABASE_URL", url, {"postgres", "postgresql", "sqlite"}, _DATABASE_HINT)
    if parts is None:
        return _describe_sqlite(data / "vitrine.sqlite3")
    described = _read_sqlite(reader, parts) if parts.scheme == "sqlite" else _read_postgresql(reader, url)
    return described or _describe_sqlite(data / "vitrine.sqlite3")


def _read_sqlite(reader: Reader, parts: SplitResult) -> dict[str, Any] | None:
    path = Path(unquote(parts.path.removeprefix("/") if parts.path.startswith("//") else parts.path))
    if not path.name or parts.netloc:
        reader.refuse("DATABASE_URL", "it names no file", _DATABASE_HINT)
        return None
    if not path.parent.is_dir():
        reader.refuse("DATABASE_URL", f"the folder {path.parent} does not exist", _DATABASE_HINT)
        return None
    return _describe_sqlite(path)


def _describe_sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            # A transaction that reads first and writes later fails under a second writer; one that takes the lock
            # at once waits for it.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536;",
        },
    }


def _read_postgresql(reader: Reader, url: str) -> dict[str, Any] | None:
    config = environ.Env.db_url_config(url)
    if not config.get("NAME"):
        reader.refuse("DATABASE_URL", "it names no database", _DATABASE_HINT)
        return None
    return {**config, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}


def read_cache(reader: Reader) -> dict[str, Any]:
    """Redis by REDIS_URL, this process's memory by default."""
    local = {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "vitrine",
        # Django's 300 would throw away what is being counted for rate limits.
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
    url = reader.text("REDIS_URL")
    hint = "Write redis://host:6379/0 or rediss://…, or leave it out for a cache in memory."
    if not url or reader.address("REDIS_URL", url, {"redis", "rediss", "unix"}, hint) is None:
        return local
    return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}


def read_storage(reader: Reader, data: Path) -> dict[str, Any]:
    """An S3-compatible bucket by STORAGE_URL, a folder in `data` by default."""
    folder = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(data / "media"), "base_url": "/media/"},
    }
    url = reader.text("STORAGE_URL")
    parts = reader.address("STORAGE_URL", url, {"s3"}, _STORAGE_HINT) if url else None
    if parts is None:
        return folder
    if not parts.path.strip("/") or "/" in parts.path.strip("/"):
        reader.refuse("STORAGE_URL", "it has to name one bucket", _STORAGE_HINT)
        return folder
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": _describe_bucket(parts)}


def _describe_bucket(parts: SplitResult) -> dict[str, Any]:
    query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    scheme = "http" if query.get("tls") == "0" else "https"
    port = f":{parts.port}" if parts.port else ""
    options = {
        "bucket_name": parts.path.strip("/"),
        "access_key": unquote(parts.username or "") or None,
        "secret_key": unquote(parts.password or "") or None,
        "endpoint_url": f"{scheme}://{parts.hostname}{port}" if parts.hostname else None,
        "region_name": query.get("region"),
        "custom_domain": query.get("domain"),
        "querystring_auth": False,
        "file_overwrite": False,
    }
    return {name: value for name, value in options.items() if value is not None}
