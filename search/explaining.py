"""Says in words why products were found, to who looks after the search."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from search.analysis import get_analyser
from search.documents import build_documents
from search.engines.base import Engine, IndexDocument
from search.guidance import Guidance
from search.ranking.explaining import Reason, explain
from search.ranking.factors import Signals, prefer
from search.ranking.prices import read_price
from search.ranking.synonyms import get_thesaurus
from search.ranking.tree import Term
from search.ranking.understanding import understand

# Points are told in thousands: a rare word in a short title is worth about four.
_UNIT = 1000


def explain_products(
    engine: Engine, keys: Sequence[str], *, text: str, locale: str, guidance: Guidance, at: datetime
) -> dict[str, list[Reason]]:
    """Why each of these products is found by `text`; those that are not served are left out. Seven queries."""
    reader = engine.read()
    analyser = get_analyser(reader.vocabulary)
    thesaurus = get_thesaurus(guidance.synonyms, analyser)
    wish = read_price(text)
    words = text if wish is None else wish.rest
    query = understand(words, analyser, thesaurus=thesaurus, locale=locale, knows=reader.frequencies.knows)
    if query.is_empty:
        return {}
    return {
        document.key: _list_liked(document, guidance)
        + explain(
            query,
            document.text,
            analyser=analyser,
            frequencies=reader.frequencies,
            signals=Signals(document.quality, document.popularity, document.is_available, document.stage),
            weights=guidance.weights,
        )
        for document in build_documents(keys, at=at)[0]
        if locale in document.serves
    }


def _list_liked(document: IndexDocument, guidance: Guidance) -> list[Reason]:
    """What the shopper likes about it: the same points as the engine counts."""
    own = {"brand": {document.brand}, "category": set(document.categories)}
    return [
        Reason("interest", each.clause.text, each.clause.field, each.points)
        for each in prefer(guidance.interests, guidance.weights)
        if isinstance(each.clause, Term) and each.clause.text in own.get(each.clause.field, ())
    ]


def describe_reason(reason: Reason) -> str:
    """One line for people: "“tea” is in the title: +4.1"."""
    if reason.factor != 1.0:
        return f"{_describe_factor(reason.kind)}: ×{reason.factor:.2f}"
    return f"{_describe_match(reason)}: +{reason.points / _UNIT:.1f}"


def _describe_match(reason: Reason) -> str:
    words = {"text": reason.text, "place": _name_place(reason.place)}
    match reason.kind:
        case "word" if reason.place:
            return _("“%(text)s” is in the %(place)s") % words
        case "word":
            return _("another word for “%(text)s” is there") % words
        case "part":
            return _("a part of a word, “%(text)s”, is there") % words
        case "all_in_core":
            return _("every word is in name, brand or description")
        case "all_anywhere":
            return _("every word is there")
        case "head":
            return _("it is called “%(text)s”") % words
        case "product_type":
            return _("it is of the kind “%(text)s”") % words
        case "interest" if reason.place == "brand":
            return _("the shopper likes the brand “%(text)s”") % words
        case "interest":
            return _("the shopper likes the category “%(text)s”") % words
        case "pair":
            return _("“%(text)s” stand side by side") % words
    return _("“%(text)s” is its number") % words


def _describe_factor(kind: str) -> str:
    return {
        "quality": _("quality of its content"),
        "popularity": _("popularity"),
        "sold_out": _("sold out"),
        "new": _("new"),
        "decline": _("on its way out"),
    }[kind]


def _name_place(place: str) -> str:
    return {
        "title": _("title"),
        "brand": _("brand"),
        "search_terms": _("search terms"),
        "summary": _("summary"),
        "selling_points": _("selling points"),
        "options": _("variants"),
        "identifiers": _("numbers"),
        "product_types": _("kind"),
        "topics": _("wider categories"),
        "specifications": _("specifications"),
        "details": _("details"),
    }.get(place, "")
