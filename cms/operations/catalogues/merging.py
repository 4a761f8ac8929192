"""Brings a catalogue up to date with the code, and says where one is not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polib

from cms.operations.catalogues.messages import Message, Messages, list_placeholders


def merge(path: Path, messages: Messages, *, language: str) -> list[str]:
    """Write the catalogue at `path` anew, translations kept; returns the ids that are still to translate.

    Line numbers are left out: they would change with every edit of the code.
    """
    known = {_key(entry): entry for entry in _open(path)}
    catalogue = polib.POFile(wrapwidth=100)
    catalogue.metadata = _describe(language)
    for message in messages:
        catalogue.append(_make_entry(message, known.get(message.key)))
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))
    return [entry.msgid for entry in catalogue if not entry.translated()]


def find_faults(path: Path, messages: Messages) -> Iterator[str]:
    """What is missing, left over or wrong in the catalogue at `path`."""
    if not path.exists():
        yield f"{path}: there is no catalogue"
        return
    entries = {_key(entry): entry for entry in _open(path) if not entry.obsolete}
    for message in messages:
        entry = entries.get(message.key)
        if entry is None or bool(entry.msgid_plural) != bool(message.plural):
            yield f"{message.id!r} ({', '.join(sorted(message.files))}) is not in the catalogue"
        else:
            yield from _find_entry_faults(entry)
    yield from (f"{entry.msgid!r} is no longer in the code" for key, entry in entries.items() if key not in messages)


def _find_entry_faults(entry: polib.POEntry) -> Iterator[str]:
    if not entry.translated():
        yield f"{entry.msgid!r} is not translated"
        return
    wanted = list_placeholders(entry.msgid_plural or entry.msgid)
    for text in entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]:
        if list_placeholders(text) != wanted:
            yield f"{entry.msgid!r}: the translation {text!r} has other placeholders"


def _make_entry(message: Message, known: polib.POEntry | None) -> polib.POEntry:
    entry = polib.POEntry(
        msgid=message.id,
        msgctxt=message.context,
        occurrences=[(file, "") for file in sorted(message.files)],
        flags=["python-format"] if list_placeholders(message.id) else [],
    )
    if message.plural:
        entry.msgid_plural = message.plural
        # Chinese has one form for every number.
        entry.msgstr_plural = {0: _read_translation(known)}
    else:
        entry.msgstr = _read_translation(known)
    return entry


def _read_translation(known: polib.POEntry | None) -> str:
    if known is None:
        return ""
    return known.msgstr or known.msgstr_plural.get(0, "")


def _key(entry: polib.POEntry) -> tuple[str | None, str]:
    return (entry.msgctxt, entry.msgid)


def _open(path: Path) -> polib.POFile:
    return polib.pofile(str(path)) if path.exists() else polib.POFile()


def _describe(language: str) -> dict[str, str]:
    return {
        "Project-Id-Version": "Vitrine",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=1; plural=0;",
    }
