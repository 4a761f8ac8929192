"""PURE. What people call the places where something is found."""

from __future__ import annotations

from cms.phrases import Phrase

FIELDS: dict[str, Phrase] = {
    "title": Phrase("Title"),
    "summary": Phrase("Short description"),
    "selling_points": Phrase("Selling points"),
    "details": Phrase("Details"),
    "search_terms": Phrase("Search words"),
    "seo_title": Phrase("Title tag"),
    "seo_description": Phrase("Meta description"),
    "pictures": Phrase("Pictures"),
    "specifications": Phrase("Specifications"),
    "offers": Phrase("Prices"),
    "translations": Phrase("Translations"),
    "evidence": Phrase("Evidence"),
}
"""By field of the form, or part of the product's facts."""

FACTS = frozenset({"specifications", "offers"})
"""What is edited with the product's facts, the same in every language."""


def name_picture(number: int) -> Phrase:
    """The picture at that place, counted from one."""
    return Phrase("Picture %(number)d", number=number)
