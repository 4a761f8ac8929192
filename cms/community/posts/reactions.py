"""Likes and favourites: one a member and thing, counted as they come and go, right whoever else does the same."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from cms.community.models import Favourite, FavouriteKind, Like, Post, Reply
from cms.delivery.selectors import find_documents
from cms.members.models import Member
from cms.refusals import Refused

MOST_FAVOURITES = 2_000


def like_post(member: Member, key: str, *, is_liked: bool, at: datetime) -> Post:
    """Have `member` like a post, or no more; twice changes nothing. Raises Refused."""
    post = Post.objects.visible().filter(key=key).first()
    if post is None:
        raise Refused.because("NOT_FOUND", _("This post is not there any more."), field="key")
    change = _change_like(member, is_liked=is_liked, at=at, post=post)
    if change:
        Post.objects.filter(pk=post.pk).update(like_count=F("like_count") + change)
    post.refresh_from_db(fields=["like_count"])
    return post


def like_reply(member: Member, key: str, *, is_liked: bool, at: datetime) -> Reply:
    """Have `member` like a reply, or no more; twice changes nothing. Raises Refused."""
    reply = Reply.objects.visible().filter(key=key, post__in=Post.objects.visible()).first()
    if reply is None:
        raise Refused.because("NOT_FOUND", _("This reply is not there any more."), field="key")
    change = _change_like(member, is_liked=is_liked, at=at, reply=reply)
    if change:
        Reply.objects.filter(pk=reply.pk).update(like_count=F("like_count") + change)
    reply.refresh_from_db(fields=["like_count"])
    return reply


def _change_like(member: Member, *, is_liked: bool, at: datetime, **thing: Post | Reply) -> int:
    """Write or delete the like; how many more there are now. The database decides who was first."""
    if is_liked:
        _like, is_new = Like.objects.get_or_create(member=member, **thing, defaults={"created_at": at})
        return int(is_new)
    deleted, _by_model = Like.objects.filter(member=member, **thing).delete()
    return -deleted


def keep(member: Member, kind: str, key: str, *, is_kept: bool, locale: str, at: datetime) -> None:
    """Have `member` keep something, or no more; twice changes nothing. Raises Refused."""
    if is_kept:
        change = _add_favourite(member, kind, key, locale=locale, at=at)
    else:
        change = -Favourite.objects.filter(member=member, kind=kind, key=key).delete()[0]
    if change and kind == FavouriteKind.POST:
        Post.objects.filter(key=key).update(favourite_count=F("favourite_count") + change)


def _add_favourite(member: Member, kind: str, key: str, *, locale: str, at: datetime) -> int:
    if Favourite.objects.filter(member=member, kind=kind, key=key).exists():
        return 0
    if key not in find_documents(kind, [key], locale=locale, at=at):
        raise Refused.because("NOT_FOUND", _("This is not there any more."), field="key")
    if Favourite.objects.filter(member=member).count() >= MOST_FAVOURITES:
        raise Refused.because(
            "TOO_MANY",
            _("You keep %(most)s things already. Remove some first.") % {"most": MOST_FAVOURITES},
            field="key",
        )
    _favourite, is_new = Favourite.objects.get_or_create(member=member, kind=kind, key=key, defaults={"created_at": at})
    return int(is_new)
