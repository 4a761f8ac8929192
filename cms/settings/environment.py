"""Reads the settings a deployment gives as environment variables.

A wrong value never stops Python with a traceback: it is kept as a `Problem`, a safe default takes its place, and
`cms.settings.checks` reports it with the variable's name, the reason and the way out.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from cms.settings.addresses import read_cache, read_database, read_storage
from cms.settings.cluster import Cluster, read_cluster
from cms.settings.email import Mail, read_mail
from cms.settings.guarding import Guarding, read_guarding
from cms.settings.identity import Identity, read_identity
from cms.settings.reader import Problem, Reader
from cms.settings.secret_key import keep_secret_key

CHECKOUT = Path(__file__).resolve().parents[2]
_SHORTEST_SECRET = 32
_LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
_HOST = re.compile(r"\*|\.?[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*\.?|\[[0-9A-Fa-f:.]+\]")


@dataclass(frozen=True, slots=True)
class MediaLimits:
    """What may be uploaded, and how it is kept."""

    max_edge: int = 4096
    keep_originals: bool = False
    expired_blocks: bool = False
    max_video_megabytes: int = 200


@dataclass(frozen=True)
class Environment:
    """Everything a deployment may set, already checked and turned into Django's shapes."""

    data: Path
    database: dict[str, Any]
    cache: dict[str, Any]
    storage: dict[str, Any]
    elasticsearch: Cluster
    mail: Mail
    secret_key: str
    secret_key_is_given: bool
    allowed_hosts: list[str]
    debug: bool
    port: int
    web_workers: int
    base_url: str
    storefront_url: str
    time_zone: str
    currency: str
    log_level: str
    webhook_private_addresses: bool
    identity: Identity
    guarding: Guarding
    trusted_proxies: int | None
    purchase_secret: str
    backend_token: str
    media: MediaLimits
    problems: list[Problem] = field(default_factory=list)

    @classmethod
    def read(cls, variables: Mapping[str, str] | None = None) -> Environment:
        """Read `variables` (the process's own by default)."""
        reader = Reader(os.environ if variables is None else variables)
        data = read_data_folder(reader)
        given_key = reader.text("SECRET_KEY")
        port = reader.integer("PORT", 8000, lowest=1, highest=65535)
        base_url = read_web_address(reader, "BASE_URL", f"http://localhost:{port}", "https://cms.example.com")
        return cls(
            data=data,
            database=read_database(reader, data),
            cache=read_cache(reader),
            storage=read_storage(reader, data),
            elasticsearch=read_cluster(reader),
            mail=read_mail(reader, data),
            secret_key=given_key or keep_secret_key(data),
            secret_key_is_given=bool(given_key),
            allowed_hosts=read_hosts(reader),
            debug=reader.boolean("DEBUG"),
            port=port,
            web_workers=reader.integer("WEB_WORKERS", 1, lowest=1, highest=64),
            base_url=base_url,
            storefront_url=read_web_address(reader, "STOREFRONT_URL", base_url, "https://shop.example.com"),
            time_zone=read_time_zone(reader),
            currency=read_currency(reader),
            log_level=reader.choice("LOG_LEVEL", _LOG_LEVELS, "WARNING"),
            webhook_private_addresses=reader.boolean("WEBHOOK_PRIVATE_ADDRESSES"),
            identity=read_identity(reader),
            guarding=read_guarding(reader),
            trusted_proxies=read_trusted_proxies(reader),
            purchase_secret=read_secret(reader, "PURCHASE_SECRET"),
            backend_token=read_secret(reader, "BACKEND_TOKEN"),
            media=read_media(reader),
            problems=reader.problems,
        )


def read_media(reader: Reader) -> MediaLimits:
    """What becomes of pictures and videos on their way in, and of those whose licence has run out."""
    return MediaLimits(
        max_edge=reader.integer("MEDIA_MAX_EDGE", 4096, lowest=0, highest=16_000),
        keep_originals=reader.boolean("MEDIA_KEEP_ORIGINALS"),
        expired_blocks=reader.boolean("MEDIA_EXPIRED_BLOCKS"),
        max_video_megabytes=reader.integer("MEDIA_MAX_VIDEO_MB", 200, lowest=1, highest=4000),
    )


def read_data_folder(reader: Reader) -> Path:
    """The one folder that holds SQLite, index and media, made where it is missing."""
    folder = Path(reader.text("VITRINE_DATA", str(CHECKOUT / "var"))).expanduser().resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if os.access(folder, os.W_OK):
            return folder
        reason = "it is not writable"
    except OSError as error:
        reason = error.strerror or str(error)
    reader.refuse(
        "VITRINE_DATA",
        f"the folder {folder} cannot be used: {reason}",
        "Name a folder that this user may create and write to, or leave it out for ./var.",
    )
    return folder


def read_hosts(reader: Reader) -> list[str]:
    """The host names this server answers to; the wrong ones are left out."""
    hosts = reader.words("ALLOWED_HOSTS")
    for host in hosts:
        if not _HOST.fullmatch(host):
            reader.refuse(
                "ALLOWED_HOSTS",
                f"{host!r} is no host name",
                "Write names alone, without scheme, port or path: shop.example.com,.example.cn",
            )
    return [host for host in hosts if _HOST.fullmatch(host)]


def read_web_address(reader: Reader, name: str, default: str, example: str) -> str:
    """An address for links in messages: where editors reach the admin, or shoppers the storefront."""
    url = reader.text(name, default)
    hint = f"Write {example}."
    parts = reader.address(name, url, {"http", "https"}, hint)
    if parts is None:
        return default
    if not parts.hostname:
        reader.refuse(name, "it names no host", hint)
        return default
    return url.rstrip("/")


def read_time_zone(reader: Reader) -> str:
    name = reader.text("TIME_ZONE", "Asia/Shanghai")
    try:
        ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        reader.refuse("TIME_ZONE", f"{name!r} is no time zone", "Write an IANA name such as Asia/Shanghai.")
        return "Asia/Shanghai"
    return name


def read_currency(reader: Reader) -> str:
    code = reader.text("CURRENCY", "CNY")
    if not (len(code) == 3 and code.isascii() and code.isalpha() and code.isupper()):
        reader.refuse("CURRENCY", f"{code!r} is no ISO 4217 code", "Write three capitals such as CNY.")
        return "CNY"
    return code


def read_trusted_proxies(reader: Reader) -> int | None:
    """How many proxies in front write down whom they talked to; None where nothing is said."""
    if not reader.text("TRUSTED_PROXIES"):
        return None
    known = len(reader.problems)
    number = reader.integer("TRUSTED_PROXIES", 0, lowest=0, highest=9)
    return number if len(reader.problems) == known else None


def read_secret(reader: Reader, name: str) -> str:
    """What only the shop's backend and this server know; one that could be guessed is none."""
    secret = reader.text(name)
    if secret and len(secret) < _SHORTEST_SECRET:
        reader.refuse(
            name,
            f"it has {len(secret)} characters, and {_SHORTEST_SECRET} are the fewest",
            "Make one with: openssl rand -base64 32",
        )
        return ""
    return secret
