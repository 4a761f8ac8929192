"""Boards, posts and replies through the API: what each kind of reader sees, and what writing brings about."""

from __future__ import annotations

import pytest

from cms.community.models import ContributionState, Favourite, Like, Post, Reply
from cms.delivery.models import DeliveryDocument
from cms.members.models import Consent, Member
from tests import factories, shoppers

pytestmark = pytest.mark.django_db

CREATE = """mutation ($input: CreatePostInput!) {
  createPost(input: $input) {
    post { key title html state isMine text author { name } board { slug } }
    userErrors { field code message }
  }
}"""
UPDATE = """mutation ($input: UpdatePostInput!) {
  updatePost(input: $input) { post { key title html state editedAt } userErrors { field code } }
}"""
DELETE = "mutation ($key: String!) { deletePost(input: {key: $key}) { key userErrors { field code } } }"
REPLY = """mutation ($input: CreateReplyInput!) {
  createReply(input: $input) {
    reply { key html state isMine replyTo { key author { name } } } userErrors { field code }
  }
}"""
POST = """query ($key: String!) { post(key: $key) {
  key title html state reason isMine text path replyCount likeCount isLiked
  replies { nodes { html replies { nodes { html replyTo { author { name } } } totalCount } } totalCount }
  myWaitingReplies { html state }
} }"""


def draft(**changes):
    return {
        "board": "tea",
        "title": "明前龙井",
        "body": "第一泡\n很鲜。\n\n第二泡也好。",
        "consent": "built-in-1",
        **changes,
    }


@pytest.fixture
def board():
    return shoppers.make_board("tea", name="茶友")


def test_a_post_waits_and_only_its_author_sees_it(storefront, board):
    lin, chen = storefront.sign_in("lin"), storefront.sign_in("chen")
    answer = storefront.ask(CREATE, {"input": draft()}, **lin)["createPost"]
    assert answer["userErrors"] == []
    post = answer["post"]
    assert post == {
        "key": post["key"],
        "title": "明前龙井",
        "html": "<p>第一泡<br>很鲜。</p><p>第二泡也好。</p>",
        "state": "PENDING",
        "isMine": True,
        "text": "第一泡\n很鲜。\n\n第二泡也好。",
        "author": {"name": "林夏"},
        "board": {"slug": "tea"},
    }
    assert DeliveryDocument.objects.filter(kind="post").count() == 0
    for headers in ({}, chen):
        assert storefront.ask(POST, {"key": post["key"]}, **headers) == {"post": None}
        assert storefront.ask("{ posts { totalCount nodes { key } } }", **headers)["posts"]["totalCount"] == 0
        route = "query ($path: String!) { route(path: $path) { content { path } } }"
        assert storefront.ask(route, {"path": f"/community/posts/{post['key']}"}, **headers) == {"route": None}
    mine = storefront.ask(POST, {"key": post["key"]}, **lin)["post"]
    assert (mine["state"], mine["isMine"]) == ("PENDING", True)
    own = storefront.ask("{ me { posts { totalCount nodes { key state } } } }", **lin)["me"]["posts"]
    assert own == {"totalCount": 1, "nodes": [{"key": post["key"], "state": "PENDING"}]}


def test_an_approved_post_is_there_for_everybody_by_every_way(storefront, board):
    product = factories.make_published("cup")
    post = shoppers.make_post(shoppers.make_member("lin"), board=board, products=[product.product.key])
    query = """query ($key: String!, $path: String!, $id: ID!) {
      post(key: $key) { title products { key } excerpt }
      posts(board: "tea") { nodes { key board { name } } totalCount }
      about: posts(product: "cup") { totalCount }
      elsewhere: posts(board: "other") { totalCount }
      route(path: $path) { content { path ... on Post { key } } }
      node(id: $id) { id ... on Post { key } }
      board(slug: "tea") { name postCount canPost path }
    }"""
    from storefront.node_ids import encode_id

    variables = {"key": post.key, "path": f"/zh-hans{post.path}", "id": encode_id("Post", post.key)}
    assert storefront.ask(query, variables) == {
        "post": {"title": post.title, "products": [{"key": "cup"}], "excerpt": post.body},
        "posts": {"nodes": [{"key": post.key, "board": {"name": "茶友"}}], "totalCount": 1},
        "about": {"totalCount": 1},
        "elsewhere": {"totalCount": 0},
        "route": {"content": {"path": post.path, "key": post.key}},
        "node": {"id": variables["id"], "key": post.key},
        "board": {"name": "茶友", "postCount": 1, "canPost": False, "path": "/community/boards/tea"},
    }
    assert storefront.ask('{ board(slug: "tea") { canPost } }', **storefront.sign_in())["board"]["canPost"] is True


def test_the_first_post_needs_consent_and_may_bring_it(storefront, board):
    lin = storefront.sign_in()
    answer = storefront.ask(CREATE, {"input": draft(consent=None)}, **lin)["createPost"]
    assert [(error["field"], error["code"]) for error in answer["userErrors"]] == [("consent", "CONSENT_REQUIRED")]
    assert (Post.objects.count(), Member.objects.count(), Consent.objects.count()) == (0, 0, 0)
    answer = storefront.ask(CREATE, {"input": draft(consent="of yesterday")}, **lin)["createPost"]
    assert [error["code"] for error in answer["userErrors"]] == ["TEXT_CHANGED"]
    assert storefront.ask(CREATE, {"input": draft()}, **lin)["createPost"]["userErrors"] == []
    assert storefront.ask(CREATE, {"input": draft(consent=None)}, **lin)["createPost"]["userErrors"] == []
    assert Consent.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"title": " \u200b", "body": ""}, [("title", "REQUIRED"), ("body", "REQUIRED")]),
        ({"title": "x" * 61, "body": "y" * 5001}, [("title", "TOO_LONG"), ("body", "TOO_LONG")]),
        ({"board": "none"}, [("board", "NOT_FOUND")]),
        ({"board": "closed"}, [("board", "NOT_ALLOWED")]),
        ({"board": "gold"}, [("board", "NOT_ALLOWED")]),
        ({"products": ["none"]}, [("products", "NOT_FOUND")]),
        ({"products": [str(number) for number in range(7)]}, [("products", "TOO_MANY")]),
        ({"pictures": [{"id": "made-up"}]}, [("pictures", "BAD_PICTURE")]),
        ({"pictures": [{"id": "made-up"}] * 10}, [("pictures", "TOO_MANY")]),
    ],
)
def test_what_cannot_be_posted_says_why_and_leaves_nothing(storefront, board, changes, errors):
    shoppers.make_board("closed", posting="closed")
    shoppers.make_board("gold", posting="tiers", tiers="gold, platinum")
    answer = storefront.ask(CREATE, {"input": draft(**changes)}, **storefront.sign_in("chen"))["createPost"]
    assert [(error["field"], error["code"]) for error in answer["userErrors"]] == errors
    assert (answer["post"], Post.objects.count(), Member.objects.count()) == (None, 0, 0)


def test_a_board_for_a_tier_is_open_to_it(storefront):
    shoppers.make_board("gold", posting="tiers", tiers="gold，platinum")
    answer = storefront.ask(CREATE, {"input": draft(board="gold")}, **storefront.sign_in("lin"))["createPost"]
    assert answer["userErrors"] == []


def test_a_changed_post_is_looked_at_anew_and_gone_meanwhile(storefront, board):
    member = shoppers.make_member("lin")
    post = shoppers.make_post(member, board=board)
    board.screening = "all"
    board.save()
    given = {"key": post.key, "board": "tea", "title": "新标题", "body": "新内容"}
    answer = storefront.ask(UPDATE, {"input": given}, **storefront.sign_in("lin"))["updatePost"]
    assert (answer["post"]["title"], answer["post"]["state"]) == ("新标题", "PENDING")
    assert answer["post"]["editedAt"] is not None
    assert storefront.ask(POST, {"key": post.key}) == {"post": None}
    shoppers.approve(Post.objects.get())
    assert storefront.ask(POST, {"key": post.key})["post"]["title"] == "新标题"


def test_nobody_changes_or_deletes_what_another_wrote(storefront, board):
    post = shoppers.make_post(board=board)
    reply = shoppers.make_reply(post)
    chen = storefront.sign_in("chen")
    shoppers.make_member("chen")
    given = {"key": post.key, "board": "tea", "title": "x", "body": "y"}
    assert storefront.ask(UPDATE, {"input": given}, **chen)["updatePost"] == {
        "post": None,
        "userErrors": [{"field": "key", "code": "NOT_FOUND"}],
    }
    assert storefront.ask(DELETE, {"key": post.key}, **chen)["deletePost"]["userErrors"][0]["code"] == "NOT_FOUND"
    query = "mutation ($key: String!) { deleteReply(input: {key: $key}) { key userErrors { code } } }"
    assert storefront.ask(query, {"key": reply.key}, **chen)["deleteReply"]["userErrors"][0]["code"] == "NOT_FOUND"
    assert Post.objects.get().state == Reply.objects.get().state == ContributionState.APPROVED
    assert storefront.ask(POST, {"key": post.key})["post"]["title"] == post.title


def test_a_deleted_post_is_gone_with_what_was_said_to_it(storefront, board):
    post = shoppers.make_post(shoppers.make_member("lin"), board=board)
    reply = shoppers.make_reply(post)
    assert storefront.ask(DELETE, {"key": post.key}, **storefront.sign_in("lin"))["deletePost"]["key"] == post.key
    for headers in ({}, storefront.sign_in("lin")):
        assert storefront.ask(POST, {"key": post.key}, **headers) == {"post": None}
    from storefront.node_ids import encode_id

    assert storefront.ask("query ($id: ID!) { node(id: $id) { id } }", {"id": encode_id("Reply", reply.key)}) == {
        "node": None
    }
    assert storefront.ask("{ me { posts { totalCount } } }", **storefront.sign_in("lin"))["me"]["posts"] == {
        "totalCount": 0
    }


def test_a_rejected_post_says_why_to_its_author_alone(storefront, board):
    post = shoppers.reject(shoppers.make_waiting_post(shoppers.make_member("lin"), board=board), "请去掉联系方式")
    assert storefront.ask(POST, {"key": post.key}) == {"post": None}
    mine = storefront.ask(POST, {"key": post.key}, **storefront.sign_in("lin"))["post"]
    assert (mine["state"], mine["reason"]) == ("REJECTED", "请去掉联系方式")


def test_replies_stand_in_two_levels_and_waiting_ones_only_for_their_author(storefront, board):
    post = shoppers.make_post(board=board)
    first = shoppers.make_reply(post, shoppers.make_member("emma", name="Emma"), body="第一条")
    second = shoppers.make_reply(post, shoppers.make_member("zhou", name="周"), to=first, body="答第一条")
    shoppers.make_member("lin")
    lin = storefront.sign_in("lin")
    board.screening = "all"
    board.save()
    given = {"post": post.key, "body": "答答第一条", "replyTo": second.key}
    answer = storefront.ask(REPLY, {"input": given}, **lin)["createReply"]
    assert answer["reply"]["state"] == "PENDING"
    assert answer["reply"]["replyTo"] == {"key": second.key, "author": {"name": "周"}}
    storefront.ask(REPLY, {"input": {"post": post.key, "body": "我也来"}}, **lin)
    for headers, waiting in (({}, []), (storefront.sign_in("chen"), []), (lin, ["<p>我也来</p>"])):
        shown = storefront.ask(POST, {"key": post.key}, **headers)["post"]
        assert shown["replyCount"] == 2
        assert shown["replies"] == {
            "nodes": [
                {
                    "html": "<p>第一条</p>",
                    "replies": {
                        "nodes": [{"html": "<p>答第一条</p>", "replyTo": {"author": {"name": "Emma"}}}],
                        "totalCount": 1,
                    },
                }
            ],
            "totalCount": 1,
        }
        assert [one["html"] for one in shown["myWaitingReplies"]] == waiting
    for reply in Reply.objects.pending():
        shoppers.approve(reply)
    shown = storefront.ask(POST, {"key": post.key})["post"]
    assert (shown["replyCount"], shown["replies"]["totalCount"]) == (4, 2)
    assert [one["html"] for one in shown["replies"]["nodes"][0]["replies"]["nodes"]] == [
        "<p>答第一条</p>",
        "<p>答答第一条</p>",
    ]


def test_replies_to_what_is_not_there_are_refused(storefront, board):
    post = shoppers.make_waiting_post(board=board)
    other = shoppers.make_reply(shoppers.make_post(board=board))
    shown = shoppers.make_post(board=board)
    shoppers.make_member("lin")
    lin = storefront.sign_in("lin")
    for given, error in (
        ({"post": post.key, "body": "x"}, ("post", "NOT_FOUND")),
        ({"post": shown.key, "body": "x", "replyTo": other.key}, ("replyTo", "NOT_FOUND")),
        ({"post": shown.key, "body": " "}, ("body", "REQUIRED")),
        ({"post": shown.key, "body": "x" * 1001}, ("body", "TOO_LONG")),
    ):
        answer = storefront.ask(REPLY, {"input": given}, **lin)["createReply"]
        assert [(one["field"], one["code"]) for one in answer["userErrors"]] == [error]
    assert Reply.objects.count() == 1


def test_replies_are_paged_below_each_post(storefront, board):
    post = shoppers.make_post(board=board)
    author = shoppers.make_member()
    for number in range(5):
        shoppers.make_reply(post, author, body=f"第 {number} 条")
    query = """query ($key: String!, $after: String) { post(key: $key) {
      replies(first: 2, after: $after) { nodes { html } totalCount pageInfo { hasNextPage endCursor } }
    } }"""
    seen, after = [], None
    for _page in range(3):
        page = storefront.ask(query, {"key": post.key, "after": after})["post"]["replies"]
        seen += [one["html"] for one in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        assert page["totalCount"] == 5
    assert seen == [f"<p>第 {number} 条</p>" for number in range(5)]
    assert page["pageInfo"]["hasNextPage"] is False
    error = storefront.fail(query, {"key": post.key, "after": "x"})
    assert error["extensions"]["code"] == "BAD_CURSOR"


def test_posts_come_in_three_orders_and_pages_go_on(storefront, board):
    posts = [shoppers.make_post(board=board) for _number in range(5)]
    shoppers.make_reply(posts[1])
    Post.objects.filter(pk=posts[3].pk).update(is_essence=True)
    query = """query ($sort: PostSort, $after: String) {
      posts(board: "tea", sort: $sort, first: 2, after: $after) { nodes { key } pageInfo { hasNextPage endCursor } }
    }"""

    def read(sort: str) -> list[int]:
        seen, after, has_next = [], None, True
        while has_next:
            page = storefront.ask(query, {"sort": sort, "after": after})["posts"]
            seen += [one["key"] for one in page["nodes"]]
            after, has_next = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
        return [[post.key for post in posts].index(key) for key in seen]

    assert read("NEWEST") == [4, 3, 2, 1, 0]
    assert read("ACTIVE") == [1, 4, 3, 2, 0]
    assert read("ESSENCE") == [3]


def test_liking_twice_is_liking_once(storefront, board):
    post = shoppers.make_post(board=board)
    reply = shoppers.make_reply(post)
    lin, chen = storefront.sign_in("lin"), storefront.sign_in("chen")

    def change(name: str, key: str, headers: dict[str, str]) -> int:
        kind = "reply" if name.endswith("Reply") else "post"
        query = f"mutation ($key: String!) {{ {name}(input: {{key: $key}}) {{ {kind} {{ likeCount isLiked }} }} }}"
        return tuple(storefront.ask(query, {"key": key}, **headers)[name][kind].values())

    assert [change("likePost", post.key, lin) for _time in range(2)] == [(1, True), (1, True)]
    assert change("likePost", post.key, chen) == (2, True)
    assert [change("unlikePost", post.key, lin) for _time in range(2)] == [(1, False), (1, False)]
    assert change("likeReply", reply.key, lin) == (1, True)
    assert change("unlikeReply", reply.key, lin) == (0, False)
    assert Like.objects.count() == 1
    guest = storefront.fail("mutation ($k: String!) { likePost(input: {key: $k}) { post { key } } }", {"k": post.key})
    assert guest["extensions"]["code"] == "UNAUTHENTICATED"


def test_what_waits_cannot_be_liked_kept_or_answered(storefront, board):
    post = shoppers.make_waiting_post(board=board)
    lin = storefront.sign_in("lin")
    for query in (
        "mutation ($key: String!) { likePost(input: {key: $key}) { userErrors { code } } }",
        "mutation ($key: String!) { addFavourite(input: {kind: POST, key: $key}) { userErrors { code } } }",
    ):
        (answer,) = storefront.ask(query, {"key": post.key}, **lin).values()
        assert answer == {"userErrors": [{"code": "NOT_FOUND"}]}
    assert (Like.objects.count(), Favourite.objects.count()) == (0, 0)


def test_favourites_keep_products_and_posts_and_survive_their_absence(storefront, board):
    content = factories.make_published("cup", title="杯子")
    post = shoppers.make_post(board=board)
    lin = storefront.sign_in("lin")
    keep = """mutation ($kind: FavouriteKind!, $key: String!) {
      addFavourite(input: {kind: $kind, key: $key}) { isFavourite userErrors { code } }
    }"""
    for kind, key in (("PRODUCT", "cup"), ("POST", post.key), ("POST", post.key)):
        answer = storefront.ask(keep, {"kind": kind, "key": key}, **lin)["addFavourite"]
        assert answer == {"isFavourite": True, "userErrors": []}
    assert Post.objects.get().favourite_count == 1
    listing = """query ($kind: FavouriteKind) { me { favourites(kind: $kind) {
      totalCount nodes { kind key item { path ... on Product { title } ... on Post { isFavourite } } }
    } } }"""
    found = storefront.ask(listing, **lin)["me"]["favourites"]
    assert found == {
        "totalCount": 2,
        "nodes": [
            {"kind": "POST", "key": post.key, "item": {"path": post.path, "isFavourite": True}},
            {"kind": "PRODUCT", "key": "cup", "item": {"path": "/products/cup", "title": "杯子"}},
        ],
    }
    content.unpublish()
    found = storefront.ask(listing, {"kind": "PRODUCT"}, **lin)["me"]["favourites"]
    assert found == {"totalCount": 1, "nodes": [{"kind": "PRODUCT", "key": "cup", "item": None}]}
    assert storefront.ask(listing, **storefront.sign_in("chen"))["me"]["favourites"]["totalCount"] == 0
    remove = 'mutation { removeFavourite(input: {kind: PRODUCT, key: "cup"}) { isFavourite } }'
    assert storefront.ask(remove, **lin)["removeFavourite"] == {"isFavourite": False}
    assert storefront.ask(listing, **lin)["me"]["favourites"]["totalCount"] == 1
