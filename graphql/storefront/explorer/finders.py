from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage

from storefront.explorer.assets import FILES, find_folder

PREFIX = "explorer"


class ExplorerFinder(BaseFinder):
    """Finds the explorer's built files as `explorer/NAME`; before they are built there is nothing to find."""

    def __init__(self, *_arguments: Any, **_options: Any) -> None:
        self.folder = find_folder()
        self.storage = FileSystemStorage(location=self.folder)
        self.storage.prefix = PREFIX  # type: ignore[attr-defined]

    def check(self, **_options: Any) -> list[CheckMessage]:
        return []

    def find(self, path: str, find_all: bool = False, **_options: Any) -> Any:
        prefix, _, name = path.partition("/")
        found = self.folder / name
        if prefix != PREFIX or name not in FILES or not found.is_file():
            return []
        return [str(found)] if find_all else str(found)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        return ((name, self.storage) for name in FILES if (self.folder / name).is_file())
