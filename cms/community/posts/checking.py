"""What members may write: each reason not to is said at once, with the field it is about."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from cms.catalog.models import Product
from cms.community.models import Board, Posting
from cms.community.texts import tidy_line, tidy_text
from cms.refusals import Refusal, Refused

LONGEST_TITLE = 60
LONGEST_BODY = 5_000
LONGEST_REPLY = 1_000
MOST_PICTURES = 9
MOST_PRODUCTS = 6


def check_post(title: str, body: str) -> tuple[str, str]:
    """Title and text as they are kept. Raises Refused."""
    title, body = tidy_line(title), tidy_text(body)
    refusals = [*_check_length("title", title, LONGEST_TITLE), *_check_length("body", body, LONGEST_BODY)]
    if refusals:
        raise Refused(refusals)
    return title, body


def check_reply(body: str) -> str:
    """The text of a reply as it is kept. Raises Refused."""
    body = tidy_text(body)
    if refusals := _check_length("body", body, LONGEST_REPLY):
        raise Refused(refusals)
    return body


def _check_length(field: str, text: str, longest: int) -> list[Refusal]:
    if not _says_something(text):
        return [Refusal("REQUIRED", _("Write something here."), field)]
    if len(text) > longest:
        message = _("This has %(count)s characters; %(longest)s are the most. Shorten it.")
        return [Refusal("TOO_LONG", message % {"count": len(text), "longest": longest}, field)]
    return []


def _says_something(text: str) -> bool:
    """Whether there is a letter, a number or a sign: an emoji alone is a reply, blanks of no width are none."""
    return any(unicodedata.category(character)[0] in "LNS" for character in text)


def find_board(slug: str, *, tier: str) -> Board:
    """The board to post on. Raises Refused where there is none, or not for a member of `tier`."""
    board = Board.objects.filter(slug=slug).first()
    if board is None:
        raise Refused.because("NOT_FOUND", _("This board is not there any more. Choose another one."), field="board")
    if board.is_open_to(tier):
        return board
    if board.posting == Posting.TIERS:
        raise Refused.because(
            "NOT_ALLOWED",
            _("On this board only members of a certain tier may post. Choose another one."),
            field="board",
        )
    raise Refused.because("NOT_ALLOWED", _("This board is closed. Choose another one."), field="board")


def find_products(keys: Sequence[str]) -> list[Product]:
    """The products a post is about, in order. Raises Refused for too many, and for one that there is not."""
    keys = list(dict.fromkeys(keys))
    if len(keys) > MOST_PRODUCTS:
        raise Refused.because(
            "TOO_MANY",
            _("There are too many products; %(most)s are the most.") % {"most": MOST_PRODUCTS},
            field="products",
        )
    found = {product.key: product for product in Product.objects.filter(key__in=keys)}
    if len(found) < len(keys):
        raise Refused.because(
            "NOT_FOUND", _("One of the products is not there any more. Choose it again."), field="products"
        )
    return [found[key] for key in keys]
