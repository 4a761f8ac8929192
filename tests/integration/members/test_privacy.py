"""What is held of a member is given out whole, and erased without a trace of who it was."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from cms.community.models import Favourite, Like, Post, Reply, Upload
from cms.community.posts import reactions
from cms.community.uploads.attaching import attach
from cms.community.uploads.taking import take_picture
from cms.delivery import worker
from cms.delivery.models import DeliveryDocument
from cms.media.models import MediaImage
from cms.members import consents, holdings
from cms.members.erasures import digest_identity
from cms.members.joining import ensure_member
from cms.members.models import ConsentKind, Erasure, Member
from cms.members.refusing import ErasedIdentity
from tests import shoppers
from tests.pictures import make_jpeg

pytestmark = pytest.mark.django_db

NAME = "Zebulon Quartermaine"
SUBJECT = "zq-4711"
WORDS = "I live at 12 Camphor Lane"


@pytest.fixture
def member(settings: Any) -> Member:
    """Somebody who has done everything there is to do here."""
    at = timezone.now()
    member = shoppers.make_member(SUBJECT, name=NAME, picture="https://login.example/zq.png")
    board = shoppers.make_board("tea")
    upload = take_picture(make_jpeg(), member=member, at=at)
    post = shoppers.make_post(member, board=board, body=WORDS, title="My tea", pictures=[(upload.key, "my desk")])
    answered = shoppers.make_post(member, board=board, body=WORDS, title="Your tea")
    shoppers.make_waiting_post(member, board=board, body=WORDS, title="Waiting tea")
    other = shoppers.make_member("other")
    shoppers.make_reply(answered, other, body="Mine is green.")
    reply = shoppers.make_reply(shoppers.make_post(other, board=board), member, body=WORDS)
    shoppers.make_reply(reply.post, other, to=reply, body="Nice lane.")
    take_picture(make_jpeg(colour="red"), member=member, at=at)
    at = timezone.now()
    reactions.like_post(member, post.key, is_liked=True, at=at)
    reactions.like_post(member, reply.post.key, is_liked=True, at=at)
    reactions.like_post(other, reply.post.key, is_liked=True, at=at)
    reactions.keep(member, "post", reply.post.key, is_kept=True, locale="zh-hans", at=at)
    consents.give_consent(member, ConsentKind.ANALYTICS, at=at)
    worker.drain(consumers=["uploads", "dependants"])
    return member


def find_everywhere(*texts: str) -> list[str]:
    """The columns of the whole database in which one of `texts` stands."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.managed:
            continue
        table = model._meta.db_table
        with connection.cursor() as cursor:
            for field in model._meta.local_concrete_fields:
                column = f"CAST({connection.ops.quote_name(field.column)} AS TEXT)"
                for text in texts:
                    query = f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)} WHERE {column} LIKE %s"  # noqa: S608
                    cursor.execute(query, [f"%{text}%"])
                    if cursor.fetchone()[0]:
                        found.append(f"{table}.{field.column}: {text}")
    return found


def test_everything_held_is_given_out(member):
    data = holdings.export_member(member, at=timezone.now())
    assert data["member"]["name"] == NAME
    assert data["member"]["subject"] == SUBJECT
    assert [(one["kind"], one["isGiven"]) for one in data["member"]["consents"]] == [
        ("community", True),
        ("analytics", True),
    ]
    assert [(post["title"], post["text"], post["state"]) for post in data["posts"]] == [
        ("My tea", WORDS, "approved"),
        ("Your tea", WORDS, "approved"),
        ("Waiting tea", WORDS, "pending"),
    ]
    (picture,) = data["posts"][0]["pictures"]
    assert (picture["alt"], picture["url"].startswith("/media/")) == ("my desk", True)
    assert [reply["text"] for reply in data["replies"]] == [WORDS]
    assert (len(data["likes"]), len(data["favourites"])) == (2, 1)
    assert data["pictures"][0]["base64"]
    import json

    assert json.loads(json.dumps(data)) == data


def test_erasing_leaves_nothing_that_leads_to_the_member(member):
    key = member.key
    assert find_everywhere(NAME, SUBJECT, "Camphor", key, "my desk", "zq.png") != []
    erasure = holdings.erase_member(member, keeps_texts=False, at=timezone.now())
    worker.drain(consumers=["uploads", "dependants"])
    assert find_everywhere(NAME, SUBJECT, "Camphor", key, "my desk", "zq.png", "My tea", "Waiting tea") == []
    assert erasure.counts == {"likes": 2, "favourites": 1, "replies": 1, "posts": 3, "pictures": 1}
    assert (MediaImage.objects.count(), Upload.objects.count()) == (0, 0)
    assert list(Member.objects.values_list("subject", flat=True)) == ["other"]


def test_what_others_wrote_and_counted_stays_right(member):
    holdings.erase_member(member, keeps_texts=False, at=timezone.now())
    shown = Post.objects.visible().get()
    assert (shown.like_count, shown.favourite_count, shown.reply_count) == (1, 0, 1)
    assert (Like.objects.count(), Favourite.objects.count()) == (1, 0)
    assert set(Reply.objects.visible().values_list("body", flat=True)) == {"Mine is green.", "Nice lane."}
    gone = Reply.objects.exclude(state="approved").get()
    assert (gone.body, gone.html, gone.member, gone.state) == ("", "", None, "withdrawn")


def test_what_everybody_can_read_may_stay_by_nobody(member):
    key = member.key
    holdings.erase_member(member, keeps_texts=True, at=timezone.now())
    worker.drain(consumers=["uploads", "dependants"])
    assert find_everywhere(NAME, SUBJECT, key, "zq.png", "Waiting tea") == []
    assert set(Post.objects.visible().values_list("title", "member__subject")) >= {("My tea", None), ("Your tea", None)}
    document = DeliveryDocument.objects.get(kind="post", key=Post.objects.get(title="My tea").key)
    assert document.data()["author"] is None
    assert MediaImage.objects.count() == 1
    assert Reply.objects.filter(body=WORDS, member=None).count() == 1


def test_the_audit_names_nobody_and_stops_old_tokens(member):
    at = timezone.now()
    holdings.erase_member(member, keeps_texts=False, at=at)
    erasure = Erasure.objects.get()
    assert erasure.digest == digest_identity(member.issuer, SUBJECT)
    assert SUBJECT not in str(vars(erasure))

    def come_back(issued_at: Any) -> Member:
        return ensure_member(
            issuer=member.issuer, subject=SUBJECT, name=NAME, picture="", issued_at=issued_at, at=timezone.now()
        )

    for moment in (None, at, at - timedelta(hours=1)):
        with pytest.raises(ErasedIdentity):
            come_back(moment)
    assert Member.objects.filter(subject=SUBJECT).count() == 0
    fresh = come_back(at + timedelta(seconds=1))
    assert (fresh.is_blocked, fresh.key != member.key) == (False, True)


def test_a_blocked_member_does_not_come_back_unblocked(member):
    Member.objects.filter(pk=member.pk).update(is_blocked=True)
    at = timezone.now()
    holdings.erase_member(member, keeps_texts=False, at=at)
    fresh = ensure_member(
        issuer=member.issuer, subject=SUBJECT, name=NAME, picture="", issued_at=at + timedelta(seconds=1), at=at
    )
    assert fresh.is_blocked is True


def test_an_erasure_that_fails_halfway_has_not_happened(member, monkeypatch):
    def fail(*_args: Any, **_kwargs: Any) -> int:
        raise RuntimeError

    monkeypatch.setitem(holdings._holdings, "zz-last", holdings.Holding("zz-last", export=lambda _m: [], erase=fail))
    with pytest.raises(RuntimeError):
        holdings.erase_member(member, keeps_texts=False, at=timezone.now())
    assert Post.objects.filter(member=member).count() == 3
    assert (Erasure.objects.count(), Like.objects.filter(member=member).count()) == (0, 2)


def test_what_was_taken_back_goes_for_good_a_month_later(settings):
    from cms.community.posts import removing, services

    member = shoppers.make_member(SUBJECT, name=NAME)
    post = shoppers.make_post(member, body=WORDS)
    at = timezone.now()
    services.withdraw_post(member, post.key, at=at)
    removing.remove_withdrawn([f"post:{post.pk}"], at + timedelta(days=29))
    assert Post.objects.count() == 1
    removing.remove_withdrawn([f"post:{post.pk}"], at + timedelta(days=31))
    assert Post.objects.count() == 0
    assert find_everywhere("Camphor") == []
    assert attach("post:none", [], member=member, at=at) == 0
