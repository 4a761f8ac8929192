"""The subjects there are."""

from __future__ import annotations

from typing import Any

from cms.bulk.subjects.answers import Answers
from cms.bulk.subjects.articles import Articles
from cms.bulk.subjects.facts import Facts
from cms.bulk.subjects.offers import Offers
from cms.bulk.subjects.specifications import Specifications
from cms.bulk.subjects.subject import Subject
from cms.bulk.subjects.words import Words

_SUBJECTS: dict[str, type[Subject]] = {
    one.name: one for one in (Words, Facts, Offers, Specifications, Articles, Answers)
}


def get_subject(name: str) -> Subject:
    """A new one of that name. Raises KeyError that lists the known ones."""
    try:
        return _SUBJECTS[name]()
    except KeyError:
        raise KeyError(f"no subject {name!r}; known: {', '.join(_SUBJECTS)}") from None


def list_subjects(user: Any) -> list[Subject]:
    """Those that `user` may change."""
    return [subject for make in _SUBJECTS.values() if (subject := make()).may_use(user)]
