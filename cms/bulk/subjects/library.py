"""Pictures of the library as people write them in a cell: by title, by file, or by number, one a line, in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from cms.bulk.cells.kinds import Cell, CellError, Context, as_text, tidy
from cms.bulk.subjects.subject import batched
from cms.media.models import MediaImage

Place = list[Any]
"""What is shown, a picture's number or an address a feed gave; and the variant it is of, or ""."""

_FOLDER = "original_images/"
_NUMBER, _OF = "#", " @"
_ADDRESSES = ("http://", "https://")
_LONGEST = 120
_TOGETHER = 400


class Library:
    """Names and numbers of pictures, asked for together: what is expected is read with the first that is needed."""

    def __init__(self) -> None:
        self._names: dict[int, str] = {}
        self._numbers: dict[str, list[tuple[int, str]]] = {}
        self._expected_numbers: set[int] = set()
        self._expected_names: set[str] = set()

    def expect(self, *, numbers: Iterable[int] = (), names: Iterable[str] = ()) -> None:
        """Have these read along with the next."""
        self._expected_numbers.update(numbers)
        self._expected_names.update(names)

    def name(self, number: int) -> str:
        """What a person would write for a picture, and `find` takes for this one alone."""
        if number not in self._names:
            self._read_names({number, *self._expected_numbers} - self._names.keys())
            self._expected_numbers.clear()
        return self._names[number]

    def find(self, name: str) -> list[tuple[int, str]]:
        """The pictures that a name means, each with the name of its file."""
        if name not in self._numbers:
            self._read_numbers({name, *self._expected_names} - self._numbers.keys())
            self._expected_names.clear()
        return self._numbers[name]

    def _read_names(self, numbers: set[int]) -> None:
        rows = []
        for part in batched(sorted(numbers), _TOGETHER):
            rows += MediaImage.objects.filter(pk__in=part).values_list("pk", "title", "file")
        wanted = {
            pk: [name for name in (title, file.removeprefix(_FOLDER)) if _is_plain(name)] for pk, title, file in rows
        }
        self._read_numbers({name for names in wanted.values() for name in names} - self._numbers.keys())
        for number in numbers:
            names = wanted.get(number, [])
            own = (name for name in names if [pk for pk, _file in self._numbers[name]] == [number])
            self._names[number] = next(own, f"{_NUMBER}{number}")

    def _read_numbers(self, names: set[str]) -> None:
        for part in batched(sorted(names), _TOGETHER):
            files = {f"{_FOLDER}{name}" for name in part}
            found = MediaImage.objects.filter(Q(title__in=part) | Q(file__in=files)).order_by("pk")
            meant: dict[str, list[tuple[int, str]]] = {name: [] for name in part}
            for pk, title, file in found.values_list("pk", "title", "file"):
                for name in {title, file.removeprefix(_FOLDER)} & meant.keys():
                    meant[name].append((pk, file.removeprefix(_FOLDER)))
            self._numbers |= meant

    def are_there(self, numbers: Iterable[int]) -> bool:
        wanted = set(numbers)
        return MediaImage.objects.filter(pk__in=wanted).count() == len(wanted)


def _is_plain(name: str) -> bool:
    """Whether a cell keeps it as it is, and it is taken for nothing else."""
    if not name or name != " ".join(tidy(name).split()) or _OF in name:
        return False
    return not name.startswith((_NUMBER, "@", *_ADDRESSES))


@dataclass(frozen=True)
class LibraryKind:
    """Several pictures in their order; what is of one variant says so behind an @."""

    library: Library = field(default_factory=Library)

    def write(self, value: Sequence[Place], context: Context) -> Cell:
        return "\n".join(self._write_line(shown, option) for shown, option in value) or None

    def _write_line(self, shown: Any, option: str) -> str:
        name = self.library.name(shown) if isinstance(shown, int) else str(shown)
        return f"{name}{_OF}{option}" if option else name

    def read(self, cell: Cell, context: Context) -> list[Place]:
        places: list[Place] = []
        for line in _split(cell):
            name, option = _take_apart(line)
            if len(option) > _LONGEST:
                raise CellError(
                    _("“%(text)s…” has %(number)d characters; at most %(most)d are allowed. Shorten it.")
                    % {"text": option[:20], "number": len(option), "most": _LONGEST}
                )
            place = [self._find(name), option]
            if place in places:
                raise CellError(_("“%(text)s” is there twice. Delete one of the two lines.") % {"text": line[:60]})
            places.append(place)
        return places

    def expect_cell(self, cell: Cell) -> None:
        """Have the names in a cell read along with the next."""
        names = (_take_apart(line)[0] for line in _split(cell))
        self.library.expect(names=(name for name in names if not name.startswith((_NUMBER, *_ADDRESSES))))

    def expect_value(self, value: Sequence[Place]) -> None:
        """Have the pictures of a value read along with the next."""
        self.library.expect(numbers=list_numbers(value))

    def _find(self, name: str) -> int | str:
        if name.startswith(_ADDRESSES):
            return name
        number = name.removeprefix(_NUMBER)
        if name.startswith(_NUMBER) and number.isascii() and number.isdecimal() and len(number) < 10:
            found = [(int(number), "")] if self.library.are_there([int(number)]) else []
        else:
            found = self.library.find(name)
        if len(found) == 1:
            return found[0][0]
        if found:
            meant = ", ".join(f"{_NUMBER}{pk} ({file})" for pk, file in found[:5]) + (" …" if len(found) > 5 else "")
            raise CellError(
                _("“%(text)s” could be any of these: %(pictures)s. Write # and the number of the one you mean.")
                % {"text": name[:60], "pictures": meant}
            )
        raise CellError(
            _(
                "There is no picture “%(text)s” in the library. Write its title, the name of its file, or # and its "
                "number, one picture a line."
            )
            % {"text": name[:60]}
        )


def list_numbers(value: Sequence[Place]) -> list[int]:
    """The pictures of the library among what is shown."""
    return [shown for shown, _option in value if isinstance(shown, int)]


def _split(cell: Cell) -> list[str]:
    return [text for line in as_text(cell).split("\n") if (text := " ".join(line.split()))]


def _take_apart(line: str) -> tuple[str, str]:
    """The name and the variant in a line."""
    name, of, option = line.rpartition(_OF)
    return (name.strip(), option.strip()) if of and name.strip() else (line, "")
