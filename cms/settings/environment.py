"""Reads the settings a deployment gives as environment variables.

A wrong value never stops Python with a traceback: it is kept as a `Problem`, a safe default takes its place, and
`cms.settings.checks` reports it with the variable's name, the reason and the way out.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from zoneinfo import ZoneInfo

import environ

CHECKOUT = Path(__file__).resolve().parents[2]
_LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one environment variable, and how to put it right."""

    variable: str
    reason: str
    hint: str


@dataclass(frozen=True)
class Environment:
    """Everything a deployment may set, already checked and turned into Django's shapes."""

    data: Path
    database: dict[str, Any]
    cache: dict[str, Any]
    storage: dict[str, Any]
    elasticsearch_urls: list[str]
    secret_key: str
    secret_key_is_given: bool
    allowed_hosts: list[str]
    debug: bool
    base_url: str
    time_zone: str
    currency: str
    log_level: str
    problems: list[Problem] = field(default_factory=list)

    @classmethod
    def read(cls, variables: Mapping[str, str] | None = None) -> Environment:
        """Read `variables` (the process's own by default)."""
        reader = _Reader(os.environ if variables is None else variables)
        data = Path(reader.text("VITRINE_DATA", str(CHECKOUT / "var"))).expanduser().resolve()
        data = reader.make_folder(data)
        given_key = reader.text("SECRET_KEY", "")
        return cls(
            data=data,
            database=reader.database(data),
            cache=reader.cache(),
            storage=reader.storage(data),
            elasticsearch_urls=reader.elasticsearch_urls(),
            secret_key=given_key or _kept_secret_key(data),
            secret_key_is_given=bool(given_key),
            allowed_hosts=reader.hosts(),
            debug=reader.boolean("DEBUG"),
            base_url=reader.base_url(),
            time_zone=reader.time_zone(),
            currency=reader.currency(),
            log_level=reader.choice("LOG_LEVEL", _LOG_LEVELS, "WARNING"),
            problems=reader.problems,
        )


class _Reader:
    def __init__(self, variables: Mapping[str, str]) -> None:
        self.variables = variables
        self.problems: list[Problem] = []

    def refuse(self, variable: str, reason: str, hint: str) -> None:
        self.problems.append(Problem(variable, reason, hint))

    def text(self, name: str, default: str) -> str:
        return self.variables.get(name, "").strip() or default

    def boolean(self, name: str) -> bool:
        value = self.text(name, "0").lower()
        if value not in {"0", "1", "true", "false", "yes", "no", "on", "off"}:
            self.refuse(name, f"{value!r} is neither true nor false", f"Set {name} to 1 or 0.")
        return value in {"1", "true", "yes", "on"}

    def choice(self, name: str, choices: tuple[str, ...], default: str) -> str:
        value = self.text(name, default).upper()
        if value not in choices:
            self.refuse(name, f"{value!r} is not one of {', '.join(choices)}", f"Leave {name} out for {default}.")
            return default
        return value

    def make_folder(self, folder: Path) -> Path:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if os.access(folder, os.W_OK):
                return folder
            reason = "it is not writable"
        except OSError as error:
            reason = error.strerror or str(error)
        self.refuse(
            "VITRINE_DATA",
            f"the folder {folder} cannot be used: {reason}",
            "Name a folder that this user may create and write to, or leave it out for ./var.",
        )
        return folder

    def database(self, data: Path) -> dict[str, Any]:
        sqlite = {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": data / "vitrine.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536;",
            },
        }
        url = self.text("DATABASE_URL", "")
        if not url:
            return sqlite
        scheme = urlsplit(url).scheme
        if scheme in {"postgres", "postgresql"}:
            try:
                config = environ.Env.db_url_config(url)
            except (ValueError, KeyError) as error:
                self.refuse("DATABASE_URL", str(error), "Write postgres://user:password@host:5432/name.")
                return sqlite
            if not config.get("NAME"):
                self.refuse("DATABASE_URL", "it names no database", "Write postgres://user:password@host:5432/name.")
                return sqlite
            return {**config, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
        if scheme == "sqlite":
            path = unquote(urlsplit(url).path)
            return {**sqlite, "NAME": Path(path[1:] if path.startswith("//") else path)}
        self.refuse(
            "DATABASE_URL",
            f"{scheme or url!r} is not a database this server knows",
            "Write postgres://user:password@host:5432/name or sqlite:///path, or leave it out for SQLite.",
        )
        return sqlite

    def cache(self) -> dict[str, Any]:
        url = self.text("REDIS_URL", "")
        local = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "vitrine"}
        if not url:
            return local
        if urlsplit(url).scheme not in {"redis", "rediss", "unix"}:
            self.refuse("REDIS_URL", f"{url!r} is no Redis address", "Write redis://host:6379/0 or rediss://…")
            return local
        return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}

    def storage(self, data: Path) -> dict[str, Any]:
        url = self.text("STORAGE_URL", "")
        folder = {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(data / "media"), "base_url": "/media/"},
        }
        if not url:
            return folder
        parts = urlsplit(url)
        if parts.scheme != "s3" or not parts.path.strip("/"):
            self.refuse(
                "STORAGE_URL",
                "it is no S3 address with a bucket",
                "Write s3://key:secret@host[:port]/bucket?region=…, or leave it out for a folder.",
            )
            return folder
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        scheme = "http" if query.get("tls") == "0" else "https"
        host = parts.hostname or ""
        options = {
            "bucket_name": parts.path.strip("/"),
            "access_key": unquote(parts.username or "") or None,
            "secret_key": unquote(parts.password or "") or None,
            "endpoint_url": f"{scheme}://{host}{f':{parts.port}' if parts.port else ''}" if host else None,
            "region_name": query.get("region"),
            "custom_domain": query.get("domain"),
            "querystring_auth": False,
            "file_overwrite": False,
        }
        return {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {name: value for name, value in options.items() if value is not None},
        }

    def elasticsearch_urls(self) -> list[str]:
        urls = [url.strip() for url in self.text("ELASTICSEARCH_URL", "").split(",") if url.strip()]
        for url in urls:
            parts = urlsplit(url)
            if parts.scheme not in {"http", "https"} or not parts.hostname:
                self.refuse(
                    "ELASTICSEARCH_URL",
                    f"{url!r} is no address of a server",
                    "Write http://host:9200, several separated by commas, or leave it out for the embedded engine.",
                )
                return []
        return urls

    def hosts(self) -> list[str]:
        hosts = [host.strip() for host in self.text("ALLOWED_HOSTS", "").split(",") if host.strip()]
        for host in hosts:
            if "/" in host or ":" in host.strip("[]").rpartition("]")[2]:
                self.refuse("ALLOWED_HOSTS", f"{host!r} is more than a host name", "Write shop.example.com,.example.cn")
        return hosts

    def base_url(self) -> str:
        url = self.text("BASE_URL", f"http://localhost:{self.text('PORT', '8000')}")
        if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname:
            self.refuse("BASE_URL", f"{url!r} is no web address", "Write https://cms.example.com.")
            return "http://localhost:8000"
        return url.rstrip("/")

    def time_zone(self) -> str:
        name = self.text("TIME_ZONE", "Asia/Shanghai")
        try:
            ZoneInfo(name)
        except (ValueError, OSError, LookupError):
            self.refuse("TIME_ZONE", f"{name!r} is no time zone", "Write an IANA name such as Asia/Shanghai.")
            return "Asia/Shanghai"
        return name

    def currency(self) -> str:
        code = self.text("CURRENCY", "CNY")
        if not (len(code) == 3 and code.isascii() and code.isalpha() and code.isupper()):
            self.refuse("CURRENCY", f"{code!r} is no ISO 4217 code", "Write three capitals such as CNY.")
            return "CNY"
        return code


def _kept_secret_key(data: Path) -> str:
    """The key of this data folder: made once, so that sessions outlive a restart."""
    path = data / "secret-key"
    try:
        return path.read_text(encoding="ascii").strip() or _make_secret_key(path)
    except FileNotFoundError:
        return _make_secret_key(path)
    except OSError:
        return secrets.token_urlsafe(50)


def _make_secret_key(path: Path) -> str:
    key = secrets.token_urlsafe(50)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(key)
    except FileExistsError:
        # Another process of the same start was quicker.
        return path.read_text(encoding="ascii").strip() or key
    except OSError:
        pass
    return key
