"""Whether a page speaks as the shop does: the phrases of the site's settings, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from cms.content.checking.pages import name_places
from cms.content.models import SiteText
from cms.content.rendering.reading import Raw
from cms.content.wordings import Avoided, find_avoided, find_missing, read_avoided, read_wanted
from cms.delivery.problems import WARNING, Problem


def check_wording(page: Any, names: Sequence[str] = ("title",), *, wants_all: bool = False) -> Iterator[Problem]:
    """What of the fields `names` and of the blocks the shop does not say; with `wants_all`, what it has to, too.

    One query, whatever the page holds. None of it keeps anybody from publishing.
    """
    row = SiteText.objects.filter(locale=page.locale_id).values_list("avoided", "wanted").first()
    avoided, wanted = (read_avoided(row[0]), read_wanted(row[1])) if row else ((), ())
    if not avoided and not wanted:
        return
    raw: Raw = list(page.body.raw_data)
    for name in names:
        place = str(page._meta.get_field(name).verbose_name)
        for one in find_avoided([_text(page, name)], avoided):
            yield _warn(one, place[:1].upper() + place[1:], field=name)
    for child, place in zip(raw, name_places(raw, page.body.stream_block), strict=True):
        for one in find_avoided(list_texts(child["value"]), avoided):
            yield _warn(one, place, block=child.get("id") or "", field="body")
    if wants_all:
        said = [*(_text(page, name) for name in names), *(text for child in raw for text in list_texts(child["value"]))]
        for phrase in find_missing(said, wanted):
            text = _("“%(phrase)s” stands nowhere, and the site's settings want it on every article.")
            yield Problem(WARNING, "", text % {"phrase": phrase}, field="body")


def list_texts(value: Any) -> Iterable[str]:
    """Every text inside the raw value of a block."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list | tuple):
        for one in value.values() if isinstance(value, Mapping) else value:
            yield from list_texts(one)


def _text(page: Any, name: str) -> str:
    return str(getattr(page, name) or "")


def _warn(one: Avoided, place: str, **where: str) -> Problem:
    if one.instead:
        text = _("The shop does not say “%(phrase)s”; say “%(instead)s” instead.")
    else:
        text = _("The shop does not say “%(phrase)s”; leave it out, or say it otherwise.")
    return Problem(WARNING, place, text % {"phrase": one.phrase, "instead": one.instead}, **where)
