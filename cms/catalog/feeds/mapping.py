"""PURE. What a mapping file says, as values: which columns fill what, how they are converted, and who owns them."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Mapping as Mapped
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from cms.catalog.feeds.targets import Target
from cms.phrases import Phrase

Owner = Literal["feed", "initial", "editor"]
OWNERS: tuple[Owner, ...] = ("feed", "initial", "editor")


class MappingError(Exception):
    """A mapping file that cannot be used; the message names the file, the key, the reason and the way out."""

    def __init__(self, place: str, key: str, reason: Phrase, hint: Phrase) -> None:
        where = Phrase("%(place)s, %(key)s", place=place, key=key) if key else place
        self.message = Phrase("%(place)s: %(reason)s. %(hint)s", place=where, reason=reason, hint=hint)
        super().__init__(self.message)
        self.place = place
        self.key = key
        self.reason = reason
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value comes from, and how it is converted on the way."""

    columns: tuple[str, ...] = ()
    constant: object = None
    default: object = None
    strip_prefix: str = ""
    values: Mapped[str, str] = field(default_factory=dict)
    separator: str | None = None
    join: str | None = None
    pick: Literal["", "first"] = ""
    is_cut: bool = False
    unit: Literal["minor", "major"] = "major"
    decimal_mark: Literal[".", ","] = "."
    scale: Decimal | None = None
    date_format: str | None = None
    true_words: frozenset[str] = frozenset({"1", "true", "yes", "y", "on", "是", "有", "✓"})
    false_words: frozenset[str] = frozenset({"0", "false", "no", "n", "off", "否", "无", "✗"})
    markup: Literal["text", "html"] = "text"


@dataclass(frozen=True, slots=True)
class MappedField:
    """`name` is how the mapping calls it ("offer.price"); `owner` matters for products and contents."""

    name: str
    target: Target
    source: Source
    owner: Owner = "feed"


@dataclass(frozen=True, slots=True)
class MappedSpecification:
    """Named columns (`key`), or every column that starts with `prefix`: then the rest of its name is the key."""

    type: Literal["text", "number", "choice", "boolean"]
    source: Source
    key: str = ""
    prefix: str = ""
    name: str = ""
    unit: str = ""
    is_facet: bool = False


@dataclass(frozen=True, slots=True)
class Mapping:
    """A whole mapping file."""

    name: str
    locale: str
    time_zone: str
    default_currency: str
    product: tuple[MappedField, ...]
    offer: tuple[MappedField, ...]
    options: tuple[MappedField, ...]
    content: tuple[MappedField, ...]
    specifications: tuple[MappedSpecification, ...]
    pictures: tuple[Source, ...]
    sheet: str | None = None
    delimiter: str | None = None
    encoding: str | None = None

    @property
    def owners(self) -> dict[str, Owner]:
        """The owner of each field of product and content that the mapping fills."""
        return {one.target.column: one.owner for one in (*self.product, *self.content)}

    def keep_columns(self, columns: Collection[str]) -> Mapping:
        """This mapping without the offer's fields that none of `columns` fills; the SKU stays, and so do constants."""
        present = set(columns)

        def is_filled(one: MappedField) -> bool:
            return one.name == "offer.sku" or not one.source.columns or not present.isdisjoint(one.source.columns)

        return replace(
            self,
            offer=tuple(filter(is_filled, self.offer)),
            options=tuple(filter(is_filled, self.options)),
        )
