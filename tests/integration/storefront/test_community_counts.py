"""Pages of the community read a fixed number of rows, however many posts and replies they show."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.community.posts import reactions
from storefront.client import read_operation
from tests import factories, shoppers

pytestmark = pytest.mark.django_db

EVERYTHING = """
  id key title html excerpt text path translations { path } locale isFallback isPinned isEssence state reason
  createdAt editedAt activeAt replyCount likeCount favouriteCount isLiked isFavourite isMine pictureKeys
  board { name postCount canPost } author { name picture } images { url srcset }
  products { title price { formatted } image { url } brand { name } }
  replies(first: 5) { totalCount nodes { html isLiked isMine author { name } post { title } replyTo { author { name } }
    replies(first: 5) { totalCount nodes { html isLiked isMine replyTo { author { name } } } }
    myWaitingReplies { html } } }
  myWaitingReplies { html }
"""

CASES: list[tuple[str, int]] = [
    (read_operation("community_home"), 6),
    (read_operation("board_page"), 9),
    (read_operation("post_page"), 12),
    (read_operation("post_viewer"), 13),
    (read_operation("me"), 18),
    (f"query ($first: Int) {{ posts(first: $first, sort: ACTIVE) {{ nodes {{ {EVERYTHING} }} totalCount }} }}", 26),
]


class Community:
    """A board, and posts with replies, each liked and kept by Lin."""

    def __init__(self) -> None:
        self.lin = shoppers.make_member("lin")
        self.board = shoppers.make_board("tea")
        factories.make_published("cup", product=None)
        self.posts: list[Any] = []

    def grow(self, size: int) -> None:
        while len(self.posts) < size:
            number = len(self.posts)
            author = self.lin if number % 2 else None
            post = shoppers.make_post(author, board=self.board, products=["cup"])
            self.posts.append(post)
            at = timezone.now()
            reactions.like_post(self.lin, post.key, is_liked=True, at=at)
            reactions.keep(self.lin, "post", post.key, is_kept=True, locale="zh-hans", at=at)
            first = shoppers.make_reply(self.posts[0], self.lin)
            shoppers.make_reply(self.posts[0], to=first)
            if number:
                shoppers.make_reply(post, to=shoppers.make_reply(post))
            shoppers.make_waiting_reply(post, self.lin)


def test_the_number_of_queries_does_not_grow(storefront, settings):
    settings.VITRINE_GRAPHQL_LIMITS = {"cost": None}
    community = Community()
    readers = ({}, storefront.sign_in("lin"))

    def measure(size: int) -> list[int]:
        community.grow(size)
        return [_count(storefront, query, size, community, headers) for query, _most in CASES for headers in readers]

    few, many = measure(10), measure(50)
    assert few == many
    allowed = [most for _query, most in CASES for _reader in readers]
    assert [(count, most) for count, most in zip(many, allowed, strict=True) if count > most] == []


def _count(storefront: Any, query: str, size: int, community: Community, headers: dict[str, str]) -> int:
    given = {"first": size, "slug": "tea", "key": community.posts[0].key}
    with CaptureQueriesContext(connection) as queries:
        data = storefront.ask(query, {name: given[name] for name in given if f"${name}" in query}, **headers)
    if "posts" in data:
        assert len(data["posts"]["nodes"]) == size
    if data.get("post"):
        assert len(data["post"]["replies"]["nodes"]) == size
    return len(queries)


def test_a_page_for_everybody_is_the_same_for_a_member_and_may_be_kept(storefront):
    community = Community()
    community.grow(2)
    variables = {"key": community.posts[0].key}
    answers = [
        storefront.send(read_operation("post_page"), variables, **headers)
        for headers in ({}, storefront.sign_in("lin"), storefront.sign_in("chen"))
    ]
    assert {answer["Cache-Control"] for answer in answers} == {"no-cache"}
    assert answers[0].json()["data"] == answers[1].json()["data"] == answers[2].json()["data"]
