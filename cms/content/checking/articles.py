"""What may be wrong with an article: what its kind needs, and products that shoppers would not see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.models import Page

from cms.catalog.links import collect_product_keys
from cms.catalog.selections.states import GOOD, OFF_SHELF, SOLD_OUT, UNKNOWN, UNPUBLISHED, WordStates, find_states
from cms.content.checking.pages import name_places
from cms.content.checking.wordings import check_wording, list_texts
from cms.content.models import ArticleKind
from cms.content.rendering.blocks import list_card_keys
from cms.delivery.links import collect_link_targets
from cms.delivery.problems import ERROR, WARNING, Problem


def check_article(source: Any, *, at: datetime) -> list[Problem]:
    """What would be wrong with the article `source` at `at`.

    Cards and links of products that cannot be seen are left out when the article is read, so they only warn.
    """
    page = source
    raw = list(page.body.raw_data)
    places = name_places(raw, page.body.stream_block)
    keys = {key for child in raw for key in _list_keys(child)}
    reviewed = page.reviewed_product.key if page.kind == ArticleKind.REVIEW and page.reviewed_product_id else ""
    words = find_states(keys | ({reviewed} if reviewed else set()), at=at)
    live = _read_live({target for child in raw for target in _list_pages(child)})
    found = [*_check_kind(page), *_check_reviewed(reviewed, words), *_check_looks(page)]
    found += check_wording(page, ("title", "lead", "verdict"), wants_all=True)
    for child, place in zip(raw, places, strict=True):
        texts = [*(_describe(key, words) for key in _list_keys(child)), *_check_links(child, live)]
        for text in dict.fromkeys(text for text in texts if text):
            found.append(Problem(WARNING, place, text, block=child.get("id") or "", field="body"))
    return found


def _list_keys(child: Mapping[str, Any]) -> list[str]:
    return [*list_card_keys(child), *collect_product_keys(child["value"])]


def _list_pages(child: Mapping[str, Any]) -> set[int]:
    texts = list_texts(child["value"])
    targets = {target for text in texts for target in collect_link_targets(text)}
    return {int(target.removeprefix("page:")) for target in targets if target.startswith("page:")}


def _read_live(ids: set[int]) -> set[int]:
    return set(Page.objects.live().filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()


def _check_kind(page: Any) -> Iterable[Problem]:
    if page.kind == ArticleKind.REVIEW and not page.verdict.strip() and not page.review_scores.all():
        text = _("A review needs scores or a verdict; write one, or choose another kind.")
        yield Problem(ERROR, pgettext("article kind", "Review"), text, field="verdict")
    if page.kind == ArticleKind.HOW_TO and not page.steps:
        text = _("A how-to needs steps; add some, or choose another kind.")
        yield Problem(ERROR, _("How-to"), text, field="steps")


def _check_reviewed(key: str, words: WordStates) -> Iterable[Problem]:
    if text := _describe(key, words) if key else "":
        yield Problem(WARNING, _("Reviewed product"), text, field="reviewed_product")


def _check_looks(page: Any) -> Iterable[Problem]:
    if not page.picture_id:
        yield Problem(WARNING, _("Picture"), _("There is none; lists show the article without one."), field="picture")
    if not page.lead.strip():
        yield Problem(WARNING, _("Lead"), _("There is none; lists and search engines have no words."), field="lead")


def _check_links(child: Mapping[str, Any], live: set[int]) -> Iterable[str]:
    if _list_pages(child) - live:
        yield _("A link in its text leads to a page that is not published; it is shown as plain words.")


def _describe(key: str, words: WordStates) -> str:
    """What is wrong with a product that shoppers cannot see or buy; "" for one that is good."""
    name = {"name": _("product %(key)s") % {"key": key}}
    match words.states.get(key, UNKNOWN):
        case state if state == GOOD:
            return ""
        case state if state == OFF_SHELF:
            return _("%(name)s is off the shelf; replace or remove it.") % name
        case state if state == UNPUBLISHED:
            return _("%(name)s is not published; publish it, or replace or remove it.") % name
        case state if state == SOLD_OUT:
            return _("%(name)s cannot be ordered now; shoppers see it as sold out.") % name
    return _("There is no %(name)s; correct or remove it.") % name
