"""Reads how to reach a cluster of Elasticsearch, and what is ours in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, unquote

from cms.settings.reader import Reader

_HINT = "Write http://host:9200, several separated by commas, or leave it out for the embedded engine."
_PREFIX = re.compile(r"[a-z][a-z0-9_]{0,39}")


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where it is, who we are there, and how our indices are made; without `urls` there is none."""

    urls: tuple[str, ...] = ()
    api_key: str = field(default="", repr=False)
    user: str = ""
    password: str = field(default="", repr=False)
    ca_file: str = ""
    prefix: str = "vitrine"
    timeout_seconds: int = 5
    shards: int = 1
    replicas: int = 0


def read_cluster(reader: Reader) -> Cluster:
    """The variables ELASTICSEARCH_…; none means the embedded engine."""
    urls, user, password = _read_addresses(reader)
    user = reader.text("ELASTICSEARCH_USER", user)
    password = reader.text("ELASTICSEARCH_PASSWORD", password)
    api_key = reader.text("ELASTICSEARCH_API_KEY")
    if bool(user) != bool(password):
        hint = "Set ELASTICSEARCH_USER and ELASTICSEARCH_PASSWORD, or neither."
        reader.refuse("ELASTICSEARCH_USER", "user and password belong together, and one is missing", hint)
        user = password = ""
    if api_key and user:
        reason = "a user is given too, and only one of them can sign in"
        reader.refuse("ELASTICSEARCH_API_KEY", reason, "Leave out the key, or user and password.")
        user = password = ""
    return Cluster(
        urls=tuple(urls),
        api_key=api_key,
        user=user,
        password=password,
        ca_file=_read_ca_file(reader, urls),
        prefix=_read_prefix(reader),
        timeout_seconds=reader.integer("ELASTICSEARCH_TIMEOUT", 5, lowest=1, highest=60),
        shards=reader.integer("ELASTICSEARCH_SHARDS", 1, lowest=1, highest=64),
        replicas=reader.integer("ELASTICSEARCH_REPLICAS", 0, lowest=0, highest=9),
    )


def _read_addresses(reader: Reader) -> tuple[list[str], str, str]:
    """The addresses without what signs in, and the user and password that stood in one of them."""
    urls: list[str] = []
    user = password = ""
    for url in reader.words("ELASTICSEARCH_URL"):
        parts = reader.address("ELASTICSEARCH_URL", url, {"http", "https"}, _HINT)
        if parts is None:
            return [], "", ""
        if not parts.hostname:
            reader.refuse("ELASTICSEARCH_URL", "it names no server", _HINT)
            return [], "", ""
        if parts.username:
            user, password = unquote(parts.username), unquote(parts.password or "")
        urls.append(_strip_user(parts))
    return urls, user, password


def _strip_user(parts: SplitResult) -> str:
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def _read_ca_file(reader: Reader, urls: list[str]) -> str:
    """The certificate that signs the servers' own, where it is not one that the system knows."""
    path = reader.text("ELASTICSEARCH_CA_FILE")
    if not path:
        return ""
    hint = "Name a file in PEM format that this user may read, or leave it out for the system's authorities."
    if not Path(path).is_file():
        reader.refuse("ELASTICSEARCH_CA_FILE", f"there is no file {path}", hint)
        return ""
    if not urls or not all(url.startswith("https:") for url in urls):
        reader.refuse("ELASTICSEARCH_CA_FILE", "it means nothing without https:// in ELASTICSEARCH_URL", hint)
        return ""
    return path


def _read_prefix(reader: Reader) -> str:
    prefix = reader.text("ELASTICSEARCH_PREFIX", "vitrine")
    if not _PREFIX.fullmatch(prefix):
        hint = "Write lower-case letters, digits and _, a letter first."
        reader.refuse("ELASTICSEARCH_PREFIX", f"{prefix!r} cannot begin the name of an index", hint)
        return "vitrine"
    return prefix
