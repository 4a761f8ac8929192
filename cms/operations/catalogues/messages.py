from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_PLACEHOLDER = re.compile(r"%(?:\((?P<name>\w+)\))?[-#0+]*\d*(?:\.\d+)?[diouxXeEfFgGcrsa]")


@dataclass(slots=True)
class Message:
    """One message of the code and the files it stands in."""

    id: str
    plural: str = ""
    context: str | None = None
    files: set[str] = field(default_factory=set)

    @property
    def key(self) -> tuple[str | None, str]:
        """What a catalogue knows it by; one id may stand with and without a plural."""
        return (self.context, self.id)


class Messages:
    """Every message of the code, each once."""

    def __init__(self) -> None:
        self._found: dict[tuple[str | None, str], Message] = {}

    def add(self, message: Message, *, file: str) -> None:
        """Note that `message` stands in `file`."""
        known = self._found.setdefault(message.key, message)
        known.plural = known.plural or message.plural
        known.files.add(file)

    def __iter__(self) -> Iterator[Message]:
        return iter(sorted(self._found.values(), key=lambda message: (message.id, message.context or "")))

    def __contains__(self, key: object) -> bool:
        return key in self._found

    def __len__(self) -> int:
        return len(self._found)


def list_placeholders(text: str) -> list[str]:
    """The places in `text` that are filled in: "%(count)d" and "%s" count, "100%" and "%%" do not."""
    return sorted(match.group(0) for match in _PLACEHOLDER.finditer(text.replace("%%", "")))
