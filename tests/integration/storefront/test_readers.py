"""Walks the whole schema as each kind of reader: what waits, was turned down or is private comes to nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from cms.community.posts import reactions, replies, services
from cms.community.uploads.taking import take_picture
from cms.members.models import Member
from storefront.node_ids import encode_id
from storefront.schema import schema
from tests import community, factories, shoppers
from tests.pictures import make_jpeg
from tests.schema_walk import find_strings, list_documents

pytestmark = pytest.mark.django_db

NOBODYS = ("SUBJECT", "BLOCKED", "TAKEN-BACK", "DRAFT")
"""What no answer ever holds: identities, reasons for a block, what its author took back, editors' drafts."""
AUTHORS = ("WAITS-STILL", "TURNED-DOWN", "REASON")
"""What comes to its own author alone."""
SHOWN = "SHOWN"


class Shop:
    """A shop in which there is one of everything that not everybody may see; each says so in its words."""

    def __init__(self) -> None:
        self.author: Member = shoppers.make_member("author-SUBJECT", name="Author", block_reason="BLOCKED because")
        board = shoppers.make_board("tea")
        factories.make_published("cup", title=f"Cup {SHOWN}")
        factories.make_draft(factories.make_product("plate"), title="Plate DRAFT")
        at = timezone.now()
        upload = take_picture(make_jpeg(), member=self.author, at=at)
        self.post = shoppers.make_post(self.author, board=board, title=f"Post {SHOWN}", products=["cup"])
        self.hidden = [
            shoppers.make_waiting_post(
                self.author,
                board=board,
                title="Post WAITS-STILL",
                body="body WAITS-STILL",
                pictures=[(upload.key, "WAITS-STILL")],
            ),
            shoppers.reject(
                shoppers.make_waiting_post(self.author, board=board, title="Post TURNED-DOWN"),
                "REASON of the moderator",
            ),
        ]
        withdrawn = shoppers.make_post(self.author, board=board, title="Post TAKEN-BACK", body="TAKEN-BACK")
        services.withdraw_post(self.author, withdrawn.key, at=timezone.now())
        self.hidden.append(withdrawn)
        shown = shoppers.make_reply(self.post, self.author, body=f"Reply {SHOWN}")
        self.hidden_replies = [
            shoppers.make_waiting_reply(self.post, self.author, body="Reply WAITS-STILL"),
            shoppers.make_waiting_reply(self.post, self.author, to=shown, body="Below WAITS-STILL"),
            shoppers.reject(shoppers.make_waiting_reply(self.post, self.author, body="Reply TURNED-DOWN"), "REASON"),
        ]
        gone = shoppers.make_reply(self.post, self.author, body="Reply TAKEN-BACK")
        shoppers.make_reply(self.post, to=gone, body="below one that is gone")
        replies.withdraw_reply(self.author, gone.key, at=timezone.now())
        self.hidden_replies.append(gone)
        reactions.keep(self.author, "product", "cup", is_kept=True, locale="zh-hans", at=timezone.now())
        self._review()

    def _review(self) -> None:
        community.relax(held_first=9)
        at = timezone.now()
        review = community.write_review("cup", self.author, body="Review WAITS-STILL words", at=at)
        question = community.ask("cup", self.author, body="Question WAITS-STILL words", at=at)
        self.contributions = [review, question]

    @property
    def values(self) -> dict[str, list[str]]:
        """What an outsider who has learnt every key would try."""
        posts = [self.post, *self.hidden]
        ids = [encode_id("Post", post.key) for post in posts]
        ids += [encode_id("Reply", reply.key) for reply in self.hidden_replies]
        ids += [encode_id(kind, str(one.pk)) for kind in ("ProductReview", "Question") for one in self.contributions]
        ids = [one for one in ids if _is_id(one)]
        return {
            "key": [f'"{post.key}"' for post in posts] + ['"cup"', '"plate"'],
            "slug": ['"tea"', '"cup"', '"plate"'],
            "sku": ['"cup"', '"plate"'],
            "path": [f'"{post.path}"' for post in posts] + ['"/products/cup"', '"/products/plate"', '"/"'],
            "id": [f'"{one}"' for one in ids],
            "ids": ["[" + ", ".join(f'"{one}"' for one in ids) + "]"],
            "board": ['"tea"'],
            "product": ['"cup"', '"plate"'],
            "productKey": ['"cup"'],
            "author": [f'"{self.author.key}"'],
            "text": ['"WAITS-STILL"', '"DRAFT"'],
            "sort": [],
        }


def _is_id(text: str) -> bool:
    from storefront.errors import StorefrontError
    from storefront.node_ids import decode_id

    try:
        decode_id(text)
    except StorefrontError:
        return False
    return True


@pytest.fixture
def shop(storefront: Any) -> Shop:
    return Shop()


def read_everything(storefront: Any, shop: Shop, headers: dict[str, str]) -> list[str]:
    found: list[str] = []
    asked = 0
    for document in list_documents(schema, shop.values):
        content = storefront.send(document, **headers).json()
        assert content.get("data") is not None or _is_argument_error(content), (document[:200], content["errors"][:2])
        found += find_strings(content.get("data"))
        asked += 1
    assert asked > 60
    return found


def _is_argument_error(content: dict[str, Any]) -> bool:
    return {error["extensions"]["code"] for error in content["errors"]} <= {"BAD_ARGUMENT", "BAD_ID", "BAD_CURSOR"}


def holds(strings: list[str], *marks: str) -> list[str]:
    return sorted({one for one in strings for mark in marks if mark in one})


@pytest.mark.parametrize("reader", ["guest", "other", "blocked", "author"])
def test_each_reader_sees_what_is_theirs(storefront, shop, settings, index, reader):
    settings.VITRINE_GRAPHQL_LIMITS = dict.fromkeys(
        ("depth", "cost", "aliases", "root_fields", "field_nodes", "same_response_name", "tokens", "body_bytes")
    )
    index()
    headers = {} if reader == "guest" else storefront.sign_in(reader)
    if reader in {"other", "blocked"}:
        shoppers.make_member(reader, is_blocked=reader == "blocked")
    if reader == "author":
        Member.objects.filter(pk=shop.author.pk).update(subject="author")
    strings = read_everything(storefront, shop, headers)
    assert holds(strings, SHOWN) != []
    assert holds(strings, *NOBODYS) == []
    if reader == "author":
        assert {mark for mark in AUTHORS if holds(strings, mark)} == set(AUTHORS)
    else:
        assert holds(strings, *AUTHORS, "?proof=") == []
