"""Counts are right whoever else counts at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.utils import timezone

from cms.community.models import Like, Post, Reply
from cms.community.posts import reactions
from tests import shoppers

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[BaseException]:
    """Do all of `acts`, each in a thread and a transaction of its own; what went wrong."""
    failures: list[BaseException] = []
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        start.wait()
        try:
            with transaction.atomic():
                act()
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


def test_likes_of_one_and_of_many_members_are_counted_once_each():
    post = shoppers.make_post()
    members = [shoppers.make_member() for _number in range(4)]

    def change(member, is_liked):
        return lambda: reactions.like_post(member, post.key, is_liked=is_liked, at=timezone.now())

    assert at_once(*(change(member, True) for member in members for _time in range(3))) == []
    post.refresh_from_db()
    assert (post.like_count, Like.objects.count()) == (4, 4)
    assert at_once(*(change(member, False) for member in members[:2] for _time in range(3))) == []
    post.refresh_from_db()
    assert (post.like_count, Like.objects.count()) == (2, 2)


def test_replies_that_appear_at_once_are_all_counted():
    post = shoppers.make_post()
    waiting = [shoppers.make_waiting_reply(post) for _number in range(5)]
    assert at_once(*(lambda reply=reply: shoppers.approve(Reply.objects.get(pk=reply.pk)) for reply in waiting)) == []
    assert Post.objects.get().reply_count == 5


def test_a_thing_is_kept_once():
    post = shoppers.make_post()
    member = shoppers.make_member()

    def keep():
        reactions.keep(member, "post", post.key, is_kept=True, locale="zh-hans", at=timezone.now())

    assert at_once(*[keep] * 4) == []
    assert Post.objects.get().favourite_count == 1
