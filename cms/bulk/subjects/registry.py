"""The subjects there are."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from cms.bulk.subjects.answers import Answers
from cms.bulk.subjects.articles import Articles
from cms.bulk.subjects.facts import Facts
from cms.bulk.subjects.offers import Offers
from cms.bulk.subjects.pictures import Pictures
from cms.bulk.subjects.specifications import Specifications
from cms.bulk.subjects.subject import Subject
from cms.bulk.subjects.words import Words

_SUBJECTS: dict[str, type[Subject]] = {
    one.name: one for one in (Words, Facts, Offers, Specifications, Pictures, Articles, Answers)
}


def get_subject(name: str) -> Subject:
    """A new one of that name. Raises KeyError that lists the known ones."""
    try:
        return _SUBJECTS[name]()
    except KeyError:
        raise KeyError(f"no subject {name!r}; known: {', '.join(_SUBJECTS)}") from None


def list_subjects(user: Any, names: Collection[str] = tuple(_SUBJECTS)) -> list[Subject]:
    """Those of `names` that `user` may change."""
    return [subject for name in names if (subject := get_subject(name)).may_use(user)]


def has_subject(user: Any) -> bool:
    """Whether there is any that `user` may change; asks no further than it has to."""
    return any(make().may_use(user) for make in _SUBJECTS.values())
