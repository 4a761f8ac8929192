"""How mail leaves: through a server by EMAIL_URL, into files or the terminal otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from typing import Any

import environ

from cms.settings.reader import Reader

_BACKENDS = "django.core.mail.backends"
_SCHEMES = {"smtp", "smtp+tls", "smtp+ssl", "consolemail", "filemail"}
_PORTS = {"smtp": 25, "smtp+tls": 587, "smtp+ssl": 465}
_SECONDS = 15
_HINT = (
    "Write smtp+tls://user:password@host:587, smtp+ssl://user:password@host:465, smtp://host:25, consolemail:// or "
    "filemail:///folder, or leave it out for files in VITRINE_DATA."
)


@dataclass(frozen=True)
class Mail:
    """Django's settings for mail, and whether anybody receives it."""

    settings: dict[str, Any]
    leaves: bool


def read_mail(reader: Reader, data: Path) -> Mail:
    """EMAIL_URL and MAIL_FROM; without an address, each mail is a file in `data`, so that nothing is lost."""
    sender = {"DEFAULT_FROM_EMAIL": read_sender(reader), "EMAIL_TIMEOUT": _SECONDS}
    files = Mail(
        {**sender, "EMAIL_BACKEND": f"{_BACKENDS}.filebased.EmailBackend", "EMAIL_FILE_PATH": data / "mail"}, False
    )
    url = reader.text("EMAIL_URL")
    parts = reader.address("EMAIL_URL", url, _SCHEMES, _HINT) if url else None
    if parts is None:
        return files
    if parts.scheme == "consolemail":
        return Mail({**sender, "EMAIL_BACKEND": f"{_BACKENDS}.console.EmailBackend"}, False)
    if parts.scheme == "filemail":
        return Mail({**files.settings, "EMAIL_FILE_PATH": Path(parts.path or data / "mail")}, False)
    if not parts.hostname:
        reader.refuse("EMAIL_URL", "it names no host", _HINT)
        return files
    read = {name: value for name, value in environ.Env.email_url_config(url).items() if name != "EMAIL_FILE_PATH"}
    described = {
        "EMAIL_USE_TLS": False,
        "EMAIL_USE_SSL": False,
        **read,
        "EMAIL_HOST_USER": read["EMAIL_HOST_USER"] or "",
        "EMAIL_HOST_PASSWORD": read["EMAIL_HOST_PASSWORD"] or "",
        "EMAIL_PORT": read["EMAIL_PORT"] or _PORTS[parts.scheme],
    }
    return Mail({**sender, **described}, True)


def read_sender(reader: Reader) -> str:
    """Who mails are from: "Vitrine <cms@shop.example>"."""
    default = "Vitrine <vitrine@localhost>"
    given = reader.text("MAIL_FROM", default)
    _name, address = parseaddr(given)
    if "\n" in given or address.count("@") != 1 or not all(address.split("@")) or " " in address:
        reader.refuse(
            "MAIL_FROM", f"{given!r} is no mail address", "Write cms@shop.example or 商城 <cms@shop.example>."
        )
        return default
    return given
