"""Boards are edited; posts and replies are looked at, pinned, highlighted, hidden and shown, each by its right."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.community.models import Board, ContributionState, ModerationItem, Post, Reply
from cms.delivery.models import DeliveryDocument
from tests import shoppers
from tests.integration.admin.conftest import log_in, make_user

pytestmark = pytest.mark.django_db


def board_form(**changes):
    return {
        "name": "Tea",
        "slug": "tea",
        "description": "",
        "posting": "members",
        "tiers": "",
        "screening": "rules",
        "position": "0",
        "texts-TOTAL_FORMS": "0",
        "texts-INITIAL_FORMS": "0",
        "texts-MIN_NUM_FORMS": "0",
        "texts-MAX_NUM_FORMS": "1000",
        **changes,
    }


def test_a_board_is_made_delivered_and_keeps_its_slug(admin_client):
    admin_client.post(reverse("community_board:add"), board_form())
    board = Board.objects.get()
    assert DeliveryDocument.objects.filter(kind="board", key="tea").count() == 2
    edit = reverse("community_board:edit", args=[board.pk])
    admin_client.post(edit, board_form(name="Tea friends", slug="other"))
    board.refresh_from_db()
    assert (board.name, board.slug) == ("Tea friends", "tea")
    answer = admin_client.post(edit, board_form(posting="tiers", tiers=" ，"))
    assert "Name at least one tier" in answer.content.decode()
    board.refresh_from_db()
    assert board.posting == "members"


def test_a_board_with_posts_is_not_deleted(admin_client):
    board = shoppers.make_board("tea")
    shoppers.make_post(board=board)
    answer = admin_client.post(reverse("community_board:delete", args=[board.pk]), follow=True)
    assert "cannot be deleted: 1 post is on it" in answer.content.decode()
    empty = shoppers.make_board("empty")
    admin_client.post(reverse("community_board:delete", args=[empty.pk]))
    assert list(Board.objects.all()) == [board]
    assert DeliveryDocument.objects.filter(kind="board", key="empty", live_until=None).count() == 0


def test_posts_are_found_and_narrowed(admin_client):
    board = shoppers.make_board("tea")
    lin = shoppers.make_member("lin", name="Lin Xia")
    shoppers.make_post(lin, board=board, title="Green tea")
    shoppers.make_waiting_post(title="Black coffee", body="without milk")
    index = reverse("community_post:index")
    for given, found in (
        ({"q": "milk"}, "Black coffee"),
        ({"q": "lin xia"}, "Green tea"),
        ({"board": board.pk}, "Green tea"),
        ({"state": "pending"}, "Black coffee"),
        ({"author": lin.key}, "Green tea"),
    ):
        page = admin_client.get(index, given).content.decode()
        assert [title for title in ("Green tea", "Black coffee") if title in page] == [found], given
    assert "Green tea" not in admin_client.get(index, {"pinned": "yes"}).content.decode()


def test_lists_cost_the_same_however_long(admin_client):
    post = shoppers.make_post()
    shoppers.make_reply(post)

    def count(name: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert admin_client.get(reverse(name)).status_code == 200
        return len(queries)

    names = ("community_post:index", "community_reply:index", "community_board:index", "members:index")
    few = [count(name) for name in names for _warm in range(2)][1::2]
    for _number in range(8):
        shoppers.make_reply(shoppers.make_post())
    assert [count(name) for name in names] == few


def test_a_post_is_pinned_and_highlighted_and_its_document_says_so(admin_client):
    post = shoppers.make_post()
    feature = reverse("community_post:feature", args=[post.pk])
    for action in ("pin", "highlight"):
        admin_client.post(feature, {"action": action})
    post.refresh_from_db()
    assert (post.is_pinned, post.is_essence) == (True, True)
    document = DeliveryDocument.objects.get(kind="post", live_until=None)
    assert {"pinned", "essence"} <= set(document.labels.values_list("label", flat=True))
    for action in ("unpin", "unhighlight", "nonsense"):
        admin_client.post(feature, {"action": action})
    post.refresh_from_db()
    assert (post.is_pinned, post.is_essence) == (False, False)
    waiting = shoppers.make_waiting_post()
    admin_client.post(reverse("community_post:feature", args=[waiting.pk]), {"action": "pin"})
    waiting.refresh_from_db()
    assert waiting.is_pinned is False


@pytest.mark.parametrize("kind", ["post", "reply"])
def test_what_is_hidden_needs_a_reason_and_can_be_shown_again(admin_client, kind):
    post = shoppers.make_post()
    found = post if kind == "post" else shoppers.make_reply(post)
    page = reverse(f"community_{kind}:inspect", args=[found.pk])
    decide = reverse(f"community_{kind}:decide", args=[found.pk])
    assert "Hide from everybody" in admin_client.get(page).content.decode()
    admin_client.post(decide, {"action": "hide", "reason": " "})
    found.refresh_from_db()
    assert found.state == ContributionState.APPROVED
    admin_client.post(decide, {"action": "hide", "reason": "advertises"})
    found.refresh_from_db()
    assert (found.state, found.reason) == (ContributionState.REJECTED, "advertises")
    assert "The author was told: advertises" in admin_client.get(page).content.decode()
    old = ModerationItem.objects.get(kind=kind, object_id=found.pk).version - 1
    admin_client.post(decide, {"action": "show", "version": str(old)})
    found.refresh_from_db()
    assert found.state == ContributionState.REJECTED
    admin_client.post(decide, {"action": "show", "version": str(old + 1)})
    found.refresh_from_db()
    assert found.state == ContributionState.APPROVED
    assert Post.objects.get(pk=post.pk).reply_count == (0 if kind == "post" else 1)


def test_what_members_wrote_is_never_markup_here(admin_client):
    script = "<script>pwn(1)</script>"
    post = shoppers.make_post(shoppers.make_member(name=script), title=script, body=script)
    shoppers.make_reply(post, body=script)
    for address in (
        reverse("community_post:index"),
        reverse("community_reply:index"),
        reverse("members:index"),
        reverse("community_post:inspect", args=[post.pk]),
        reverse("community_reply:inspect", args=[Reply.objects.get().pk]),
        reverse("members:inspect", args=[post.member_id]),
    ):
        page = admin_client.get(address).content.decode()
        assert script not in page
        assert "pwn(1)" in page


@pytest.mark.parametrize(
    ("right", "allowed"),
    [
        ("community.moderate_post", {"posts", "decide"}),
        ("community.feature_post", {"posts", "feature"}),
        ("community.moderate_reply", {"replies"}),
        ("community.view_board", set()),
        (None, set()),
    ],
)
def test_each_right_opens_its_own(right, allowed):
    post = shoppers.make_post()
    client = log_in(make_user(*([right] if right else [])))
    answers = {
        "posts": client.get(reverse("community_post:inspect", args=[post.pk])),
        "replies": client.get(reverse("community_reply:index")),
        "feature": client.post(reverse("community_post:feature", args=[post.pk]), {"action": "pin"}),
        "decide": client.post(reverse("community_post:decide", args=[post.pk]), {"action": "hide", "reason": "x"}),
    }
    opened = {name for name, answer in answers.items() if answer.status_code != 302 or answer["Location"] != "/admin/"}
    assert opened == allowed
    post.refresh_from_db()
    assert post.is_pinned is ("feature" in allowed)
    assert (post.state == ContributionState.REJECTED) is ("decide" in allowed)
    for path in ("posts/new/", f"posts/edit/{post.pk}/", f"posts/delete/{post.pk}/"):
        assert client.get(f"/admin/community/{path}").status_code == 404
