"""What every subject of bulk work tells and does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from cms.bulk.cells.columns import Column
from cms.bulk.cells.kinds import Cell, CellError, Context
from cms.delivery.problems import Problem

Key = tuple[str, ...]
MOST_DOWNLOADED = 50_000


class RowRefused(Exception):
    """A row that is not written; `column` is what it is about, "" for all of it. The message names the way out."""

    def __init__(self, message: object, column: str = "") -> None:
        super().__init__(str(message))
        self.column = column


@dataclass
class Target:
    """What a row is about, as it is now. `values` are by column, as JSON keeps them; a new one has no object yet."""

    key: Key
    title: str
    values: dict[str, Any]
    object: Any = None
    address: str = ""
    context: Context = field(default_factory=Context)
    is_held: bool = False
    """Whether something may be in the way of writing it: a lock, a schedule, an approval."""

    @property
    def is_new(self) -> bool:
        return self.object is None


@dataclass(frozen=True)
class Circumstances:
    """On whose behalf a row is looked at or written, when, and whether what is live is published at once."""

    user: Any
    publishes: bool
    at: datetime


@dataclass(frozen=True)
class Done:
    """What a row has written: values before and after, and what `write` returned."""

    before: Mapping[str, Any]
    after: Mapping[str, Any]
    memory: Mapping[str, Any]


class Subject:
    """A subclass describes one kind of rows. Everything that reads works on batches, in a fixed number of queries.

    An instance is for one transaction: it may remember, for `finish`, what it has written.
    """

    name: str
    label: Any
    icon = "table"
    explanation: Any = ""
    can_publish = False
    """Whether drafts are what it writes, so that somebody has to say whether to publish."""
    can_create = False
    is_seen_at_once = False
    """Whether shoppers see what it writes without a publication, which would refuse what may not be published."""
    batch = 100
    """How many rows are written in one transaction."""
    check_batch = 500
    """How many rows are compared before they are kept."""
    takes_tables = True
    """Whether its rows come in tables; else they are files in an archive, named by what they are about."""

    def list_columns(self) -> Sequence[Column]:
        raise NotImplementedError

    def may_use(self, user: Any) -> bool:
        """Whether `user` may change such things at all; each thing is asked about again when it is written."""
        raise NotImplementedError

    def may_publish(self, user: Any) -> bool:
        return False

    def choose(self, request: Any) -> Any:
        """What a list's address in `request` has narrowed down, for `iterate`."""
        raise NotImplementedError

    def count(self, chosen: Any) -> int:
        """How many rows a download has."""
        return chosen.count()

    def iterate(self, chosen: Any) -> Iterator[Target]:
        """The rows of a download, read in batches."""
        raise NotImplementedError

    def find(self, keys: Sequence[Key], *, locks: bool) -> dict[Key, Target]:
        """The targets that are there; with `locks` held until the transaction ends."""
        raise NotImplementedError

    def make_target(self, key: Key) -> Target:
        """What a key that names nothing would make. Raises RowRefused where it cannot make anything."""
        raise NotImplementedError

    def make_key(self, cells: Mapping[str, Cell]) -> Key:
        """The key of a row. Raises RowRefused, with the column."""
        parts = []
        for column in self.list_columns():
            if not column.is_identity:
                continue
            try:
                value = column.kind.read(cells.get(column.name), Context())
            except CellError as error:
                raise RowRefused(error, column.name) from None
            if not value:
                text = _("It is empty, so nobody knows what the row is about. Fill it in, or delete the row.")
                raise RowRefused(text, column.name)
            parts.append(str(value))
        return tuple(parts)

    def find_context(self, cells: Mapping[str, Cell], target: Target) -> Context:
        """What its cells are read with."""
        return target.context

    def prepare(self, rows: Sequence[Mapping[str, Cell]]) -> None:
        """Called once before a batch of rows is compared: what its cells name can be asked for together."""

    def settle(self, target: Target, name: str, value: Any) -> Any:
        """`value` as it will be read again once it is written. Raises RowRefused."""
        return value

    def check(self, target: Target, changes: Mapping[str, Any], circumstances: Circumstances) -> None:
        """Refuse what would not be written. Raises RowRefused; writes nothing."""

    def find_obstacles(
        self, rows: Sequence[tuple[Target, Mapping[str, Any]]], circumstances: Circumstances
    ) -> list[Sequence[Problem]]:
        """Of each row, what would refuse its publication once it is written; asked when rows are compared.

        What is seen at once is refused by it when it is written, too: there is no publication that would.
        """
        return [() for _row in rows]

    def find_remarks(self, rows: Sequence[tuple[Target, Mapping[str, Any]]]) -> list[list[str]]:
        """Of each row, what whoever confirms it should know; nothing of it keeps it from being written."""
        return [[] for _row in rows]

    def write(self, target: Target, changes: Mapping[str, Any], circumstances: Circumstances) -> dict[str, Any]:
        """Write `changes` as the screen would, inside the caller's transaction; returns what `restore` needs."""
        raise NotImplementedError

    def restore(self, target: Target, done: Done, circumstances: Circumstances) -> None:
        """Put back what was there before; the target still is as it was written. Raises RowRefused."""
        self.write(target, done.before, circumstances)

    def remove(self, target: Target, circumstances: Circumstances) -> None:
        """Take away what a row has made. Raises RowRefused where something has been added to it since."""
        raise NotImplementedError

    def drop(self, job: Any) -> None:
        """Called once for a job that ends with rows nobody has confirmed: take away what was made for them."""

    def finish(self, at: datetime) -> None:
        """Called once after the rows of a transaction, inside it: tell delivery what changed."""


def batched(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """`items` in lists of at most `size`."""
    batch = []
    for item in items:
        batch.append(item)
        if len(batch) >= size:
            yield batch
            batch = []
    if batch:
        yield batch
