"""Finds what the packages we are built on say in English only: their own catalogues know what they have to say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import polib

from cms.operations.catalogues.messages import Message, Messages

DOMAINS = ("django", "djangojs")
# Wagtail's page about its own parts, which no menu of ours leads to.
_NOT_SHOWN = {"wagtail.contrib.styleguide"}


def find_untranslated(domain: str, language: str, *, own: Iterable[Path] = ()) -> Messages:
    """Messages of Django and every installed app outside the checkout that none of them has in `language`.

    `own` catalogues count as well: what they translate is translated everywhere.
    """
    folders = list(_list_folders())
    known = {key for folder in folders for key in _list_translated(folder / language / "LC_MESSAGES" / f"{domain}.po")}
    known |= {key for path in own for key in _list_translated(path)}
    messages = Messages()
    for folder in folders:
        for entry in _open(folder / "en" / "LC_MESSAGES" / f"{domain}.po"):
            message = Message(entry.msgid, plural=entry.msgid_plural, context=entry.msgctxt)
            if not entry.obsolete and message.key not in known:
                messages.add(message, file=_name(folder))
    return messages


def _list_folders() -> Iterator[Path]:
    """Where catalogues of installed packages lie; ours are not among them."""
    import django
    from django.apps import apps
    from django.conf import settings

    yield Path(django.__file__).parent / "conf" / "locale"
    for app in apps.get_app_configs():
        folder = Path(app.path) / "locale"
        is_ours = folder.is_relative_to(settings.CHECKOUT) and "site-packages" not in folder.parts
        if app.name not in _NOT_SHOWN and not is_ours and folder.is_dir():
            yield folder


def _list_translated(path: Path) -> Iterator[tuple[str | None, str]]:
    return ((entry.msgctxt, entry.msgid) for entry in _open(path) if entry.translated())


def _open(path: Path) -> polib.POFile:
    return polib.pofile(str(path)) if path.exists() else polib.POFile()


def _name(folder: Path) -> str:
    """The package of a folder of catalogues, as it is imported."""
    parts = folder.parent.parts
    return ".".join(parts[parts.index("site-packages") + 1 :]) if "site-packages" in parts else parts[-1]
