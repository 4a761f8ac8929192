"""What may be wrong with each of the shared blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.catalog.selections.rules import list_values, read_selection
from cms.catalog.selections.states import GOOD, OFF_SHELF, SOLD_OUT, UNKNOWN, UNPUBLISHED
from cms.content.checking.facts import Facts
from cms.content.page_blocks.articles import CHOSEN, TOPIC
from cms.delivery.addresses import read_address
from cms.delivery.links import collect_link_targets
from cms.delivery.problems import ERROR, WARNING

Finding = tuple[str, str]
"""(level, text): the place is added by who knows it."""

BlockCheck = Callable[[Any, Facts], Iterable[Finding]]

_MOST_NAMED = 5


def check_products(value: Mapping[str, Any], facts: Facts) -> Iterable[Finding]:
    """Of a block that holds a selection."""
    yield from check_selection(value.get("selection"), facts)
    yield from check_link(value.get("more"), facts)


def check_selection(raw: Any, facts: Facts, *, is_required: bool = True) -> Iterable[Finding]:
    """What a selection names must be there, and something of it must show."""
    selection = read_selection(raw)
    if selection.rule is not None:
        if not facts.count_products(selection.rule):
            yield ERROR, _("No product meets its rule, so it would be empty; widen the rule or choose products.")
        return
    if selection.source == "search":
        if not selection.text:
            yield ERROR, _("It searches for nothing; write the words of the search or choose products.")
        return
    if not selection.words:
        if is_required:
            yield ERROR, _("It has no products; choose some or remove it.")
        return
    yield from _check_words(selection.words, facts)
    if len(selection.words) > selection.limit:
        yield (
            WARNING,
            _("It lists %(count)d products; only the first %(limit)d are shown.")
            % {"count": len(selection.words), "limit": selection.limit},
        )


def _check_words(words: Iterable[str], facts: Facts) -> Iterable[Finding]:
    by_state: dict[str, list[str]] = {}
    for word in words:
        by_state.setdefault(facts.words.states.get(word, UNKNOWN), []).append(word)
    for state, named in by_state.items():
        if state != GOOD:
            yield from _describe_words(state, named, facts)


def _describe_words(state: str, named: list[str], facts: Facts) -> Iterable[Finding]:
    for word in named[:_MOST_NAMED]:
        name = {"name": describe_word(word, facts)}
        match state:
            case "off_shelf":
                yield ERROR, _("%(name)s is off the shelf; replace or remove it.") % name
            case "unpublished":
                yield ERROR, _("%(name)s is not published; publish it, or replace or remove it.") % name
            case "sold_out":
                yield WARNING, _("%(name)s cannot be ordered now; shoppers see it as sold out.") % name
            case _:
                yield ERROR, _("There is no %(name)s; correct or remove it.") % name
    rest = len(named) - _MOST_NAMED
    if rest > 0:
        level = WARNING if state == SOLD_OUT else ERROR
        yield (
            level,
            ngettext("The same holds for %(count)d more product.", "The same holds for %(count)d more products.", rest)
            % {"count": rest},
        )


def describe_word(word: str, facts: Facts) -> str:
    """How a product is called in a message: by the SKU somebody typed, or its key."""
    is_key = facts.words.keys.get(word) == word and word not in facts.words.skus
    return (_("product %(key)s") if is_key else _("SKU %(sku)s")) % {"key": word, "sku": word}


def check_link(value: Any, facts: Facts, *, label: str = "") -> Iterable[Finding]:
    """Where a link leads there must be something."""
    value = value or {}
    if pk := value.get("page"):
        page = facts.sources.pages.get(pk)
        if page is None:
            yield ERROR, _("Its link leads to a page that was deleted; choose another one.")
        elif not page.live:
            yield (
                ERROR,
                _("Its link leads to “%(title)s”, which is not published; publish it or choose another page.")
                % {"title": page.title},
            )
    elif key := value.get("product"):
        state = facts.words.states.get(key, UNKNOWN)
        if state in (UNKNOWN, UNPUBLISHED, OFF_SHELF):
            yield (
                ERROR,
                _("Its link leads to the product %(key)s, which shoppers cannot see; choose another one.")
                % {"key": key},
            )
    elif key := value.get("category"):
        if ("category", key) not in facts.sources.targets.get(facts.locale, {}):
            yield ERROR, _("Its link leads to a category that was deleted; choose another one.")
    elif (value.get("address") or "").startswith("/"):
        path = read_address(value["address"])[1]
        if path != "/" and path not in facts.paths:
            yield (
                WARNING,
                _("Its link leads to %(path)s, where there is nothing; correct it or choose a page.") % {"path": path},
            )


def check_picture(value: Any, facts: Facts, *, is_required: bool = True, what: str = "") -> Iterable[Finding]:
    """A picture must be there, and say in words what it shows unless it only decorates."""
    what = what or _("The picture")
    raw = value if isinstance(value, Mapping) else {"image": value}
    if not raw.get("image"):
        if is_required:
            yield ERROR, _("%(what)s is missing; choose one.") % {"what": what}
        return
    image = facts.sources.images.get(raw["image"])
    if image is None:
        yield ERROR, _("%(what)s was deleted; choose another one.") % {"what": what}
    elif not (
        raw.get("decorative")
        or image.is_decorative
        or (raw.get("alt_text") or "").strip()
        or image.find_alt(facts.locale)
    ):
        yield (
            ERROR,
            _("%(what)s has no alternative text; say what it shows, or mark it as decorative.") % {"what": what},
        )


def check_text(html: Any, facts: Facts) -> Iterable[Finding]:
    """Links of rich text to pages that are not live become plain words."""
    for target in sorted(collect_link_targets(html or "")):
        if target.startswith("page:") and not facts.pages.get(int(target.removeprefix("page:")), False):
            yield WARNING, _("A link in its text leads to a page that is not published; it is shown as plain words.")
            return


def _check_carousel(value: Mapping[str, Any], facts: Facts) -> Iterable[Finding]:
    slides = list_values(value.get("slides"))
    if not slides:
        yield ERROR, _("It has no slides; add one or remove it.")
    for number, slide in enumerate(slides, start=1):
        slide = slide or {}
        what = _("The picture of slide %(number)d") % {"number": number}
        yield from check_picture(slide.get("picture"), facts, what=what)
        phone = _("The phone picture of slide %(number)d") % {"number": number}
        yield from check_picture(slide.get("phone_picture"), facts, is_required=False, what=phone)
        yield from check_link(slide.get("link"), facts)


def _check_categories(value: Mapping[str, Any], facts: Facts) -> Iterable[Finding]:
    tiles = [tile for tile in list_values(value.get("tiles")) if (tile or {}).get("category")]
    if not tiles:
        yield ERROR, _("It has no categories; choose some or remove it.")
    for tile in tiles:
        if ("category", tile["category"]) not in facts.sources.targets.get(facts.locale, {}):
            yield ERROR, _("One of its categories was deleted; choose another one.")
        yield from check_picture(tile.get("picture"), facts, is_required=False)


def _check_articles(value: Mapping[str, Any], facts: Facts) -> Iterable[Finding]:
    if value.get("source") == CHOSEN:
        ids = [pk for pk in list_values(value.get("pages")) if pk]
        if not ids:
            yield ERROR, _("It has no articles; choose some or show the newest.")
        for pk in ids:
            page = facts.sources.pages.get(pk)
            if page is None:
                yield ERROR, _("One of its articles was deleted; choose another one.")
            elif not page.live:
                yield (
                    ERROR,
                    _("The article “%(title)s” is not published; publish it or choose another one.")
                    % {"title": page.title},
                )
    elif value.get("source") == TOPIC and facts.sources.pages.get(value.get("topic") or 0) is None:
        yield ERROR, _("No topic is chosen; choose one or show the newest articles.")


def _check_video(value: Mapping[str, Any], facts: Facts) -> Iterable[Finding]:
    if not value.get("address") and facts.sources.media.get(value.get("file") or 0) is None:
        yield ERROR, _("It has no video; give an address or choose a file.")
    yield from check_picture(value.get("poster"), facts, is_required=False)
    if not (value.get("heading") or "").strip():
        yield WARNING, _("It has no heading; those who do not see the video do not learn what it shows.")


def _check_picture_block(value: Any, facts: Facts) -> Iterable[Finding]:
    yield from check_picture(value, facts)


def _check_text_and_picture(value: Mapping[str, Any], facts: Facts) -> Iterable[Finding]:
    yield from check_picture(value.get("picture"), facts)
    yield from check_text(value.get("text"), facts)


def _check_questions(value: Any, facts: Facts) -> Iterable[Finding]:
    items = list_values(value)
    if not items:
        yield ERROR, _("It has no questions; add one or remove it.")
    for number, item in enumerate(items, start=1):
        if not (item or {}).get("question") or not item.get("answer"):
            yield ERROR, _("Question %(number)d is not finished; write question and answer.") % {"number": number}
        yield from check_text((item or {}).get("answer"), facts)


def _check_heading(value: Any, _facts: Facts) -> Iterable[Finding]:
    if not value:
        yield ERROR, _("It is empty; write something or remove it.")


def _check_text_block(value: Any, facts: Facts) -> Iterable[Finding]:
    yield from _check_heading(value, facts)
    yield from check_text(value, facts)


SHARED_CHECKS: dict[str, BlockCheck] = {
    "carousel": _check_carousel,
    "categories": _check_categories,
    "products": check_products,
    "articles": _check_articles,
    "video": _check_video,
    "heading": _check_heading,
    "text": _check_text_block,
    "picture": _check_picture_block,
    "text_and_picture": _check_text_and_picture,
    "questions": _check_questions,
}
