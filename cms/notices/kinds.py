"""The kinds of notices there are: packages register theirs once they are ready."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Way(models.TextChoices):
    """How somebody hears of a kind of notice."""

    BELL = "bell", _("Bell")
    MAIL = "mail", _("Bell and mail at once")
    DIGEST = "digest", _("Bell and daily summary by mail")
    NONE = "none", _("Not at all")


@dataclass(frozen=True, slots=True)
class Kind:
    """What notices of one kind are called and look like; `way` is how people hear of it who have not chosen."""

    name: str
    label: Any
    icon: str = "info-circle"
    way: Way = Way.BELL


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make `kind` known; called once an app is ready."""
    _kinds[kind.name] = kind


def get_kind(name: str) -> Kind:
    """The kind of that name. Raises KeyError that lists the known ones."""
    try:
        return _kinds[name]
    except KeyError:
        raise KeyError(f"no kind of notice {name!r}; known: {', '.join(sorted(_kinds))}") from None


def find_kind(name: str) -> Kind:
    """As `get_kind`; a kind whose package is gone is shown by its name."""
    return _kinds.get(name) or Kind(name, name)


def list_kinds() -> list[Kind]:
    """Every kind, as they are listed in the language of now."""
    return sorted(_kinds.values(), key=lambda kind: str(kind.label))
