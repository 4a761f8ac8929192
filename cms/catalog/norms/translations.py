"""PURE. Translations: every language the shop speaks, or those that the norm names."""

from __future__ import annotations

from cms.catalog.norms.places import FIELDS
from cms.catalog.norms.values import Flaw, Norm, Subject
from cms.phrases import Phrase


def judge_missing(subject: Subject, norm: Norm) -> list[Flaw] | None:
    """Languages in which nothing is written of the product yet."""
    wanted = [one for one in (norm.parameters["locales"] or subject.locales) if one != subject.locale]
    if not wanted:
        return None
    return [
        Flaw(
            "translations",
            FIELDS["translations"],
            Phrase("there is none in “%(locale)s”", locale=locale),
            Phrase("Translate it"),
            "translation_missing",
            1 / len(wanted),
            {"locale": locale},
        )
        for locale in wanted
        if locale not in subject.translated
    ]
