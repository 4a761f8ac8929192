"""PURE. What is judged, what it is judged by, and what was found: plain values."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from cms.phrases import Phrase


class Severity(StrEnum):
    """What a norm does about what it finds."""

    BLOCKS = "blocks"
    WARNS = "warns"
    INFORMS = "informs"
    OFF = "off"
    """Nothing: for a category, or a language, that a norm of those above it is not meant for."""


class Kind(StrEnum):
    """What a norm looks at."""

    TITLE_MISSING = "title_missing"
    TITLE_LENGTH = "title_length"
    TITLE_KEYWORD = "title_keyword"
    TITLE_STUFFING = "title_stuffing"
    BANNED_WORDS = "banned_words"
    EVIDENCE_EXPIRY = "evidence_expiry"
    PICTURE_COUNT = "picture_count"
    PICTURE_SIZE = "picture_size"
    PICTURE_RATIO = "picture_ratio"
    PICTURE_WEIGHT = "picture_weight"
    PICTURE_SHARPNESS = "picture_sharpness"
    PICTURE_BACKGROUND = "picture_background"
    PICTURE_ALT = "picture_alt"
    SPECIFICATIONS_REQUIRED = "specifications_required"
    SPECIFICATIONS_VALUES = "specifications_values"
    SPECIFICATIONS_COUNT = "specifications_count"
    SELLING_POINTS = "selling_points"
    SUMMARY_LENGTH = "summary_length"
    DESCRIPTION_LENGTH = "description_length"
    DESCRIPTION_DUPLICATE = "description_duplicate"
    READABILITY = "readability"
    PRICE_SANITY = "price_sanity"
    TRANSLATION_MISSING = "translation_missing"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is shown: what is not known of it is None, and not judged."""

    width: int | None = None
    height: int | None = None
    byte_size: int | None = None
    sharpness: float | None = None
    is_white: bool | None = None
    alt: str = ""
    is_decorative: bool = False


@dataclass(frozen=True, slots=True)
class Definition:
    """A specification that products of the category have: `type` is text, number, choice or boolean."""

    key: str
    name: str
    type: str = "text"
    unit: str = ""
    choices: tuple[str, ...] = ()
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Price:
    """The prices of one SKU in minor units."""

    sku: str
    currency: str
    price: int
    list_price: int | None = None
    floor_price: int | None = None


@dataclass(frozen=True, slots=True)
class UsualPrices:
    """Between which prices nearly all of the category's SKUs in a currency lie."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """What proves a claim, until when; None for good."""

    claim: str
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Another product whose description says nearly the same: `share` of 1 is word for word."""

    key: str
    title: str
    share: float


@dataclass(frozen=True, slots=True)
class Subject:
    """Everything of a product that norms look at, in one language."""

    locale: str
    title: str
    summary: str = ""
    selling_points: tuple[str, ...] = ()
    details: str = ""
    search_terms: str = ""
    seo_title: str = ""
    seo_description: str = ""
    pictures: tuple[Picture, ...] = ()
    specifications: Mapping[str, Any] = field(default_factory=dict)
    definitions: tuple[Definition, ...] = ()
    prices: tuple[Price, ...] = ()
    usual_prices: Mapping[str, UsualPrices] = field(default_factory=dict)
    categories: tuple[str, ...] = ()
    """Keys from the root of the tree to the product's own category."""
    category_names: tuple[str, ...] = ()
    brand: str = ""
    locales: tuple[str, ...] = ()
    """The languages the shop speaks."""
    translated: frozenset[str] = frozenset()
    """Those in which something is written of the product."""
    evidence: tuple[Evidence, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    today: date = date.max

    def list_texts(self) -> list[tuple[str, str]]:
        """(field, text) of everything that shoppers or search engines read."""
        return [
            ("title", self.title),
            ("summary", self.summary),
            ("selling_points", "\n".join(self.selling_points)),
            ("details", self.details),
            ("search_terms", self.search_terms),
            ("seo_title", self.seo_title),
            ("seo_description", self.seo_description),
        ]


@dataclass(frozen=True, slots=True)
class Norm:
    """One rule. Without a category it is for all; without a locale, for every language."""

    kind: Kind
    severity: Severity
    weight: int = 0
    category: str = ""
    locale: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something that one norm finds. `share` is how much of the norm's points it costs, 0 to 1.

    `field` is what the editor's form or the product's facts call it; `severity` is its own where it has one.
    """

    field: str
    place: Phrase
    reason: Phrase
    way_out: Phrase
    code: str
    share: float = 1.0
    numbers: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A flaw with what it costs: `points` are whole, and add up to what is missing to 100."""

    kind: Kind
    severity: Severity
    points: int
    flaw: Flaw

    @property
    def is_blocking(self) -> bool:
        return self.severity == Severity.BLOCKS

    @property
    def message(self) -> Phrase:
        """Place, reason and way out in one line."""
        return Phrase(
            "%(place)s: %(reason)s. %(way_out)s.",
            place=self.flaw.place,
            reason=self.flaw.reason,
            way_out=self.flaw.way_out,
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """What comes of judging: a score from 0 to 100 and the findings, worst first."""

    score: int
    findings: tuple[Finding, ...] = ()

    @property
    def blocking(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.is_blocking)
