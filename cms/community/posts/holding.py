"""What the community holds of a member: given out, and erased."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import F, Model
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from cms.community.models import ContributionState, Favourite, FavouriteKind, Like, Post, Reply, Upload
from cms.community.posts.removing import remove_posts, remove_replies
from cms.community.posts.uses import name_use
from cms.community.uploads.describing import export_picture
from cms.community.uploads.settling import delete_uploads
from cms.delivery import services as delivery
from cms.members import holdings
from cms.members.holdings import Holding
from cms.members.models import Member


def register() -> None:
    """Make the community's parts known: first what counts on others' things, then what the member wrote."""
    for name, model, label, export, erase, listing in (
        ("likes", Like, _("Likes"), export_likes, erase_likes, None),
        ("favourites", Favourite, _("Favourites"), export_favourites, erase_favourites, None),
        ("replies", Reply, _("Replies"), export_replies, erase_replies, _list("community_reply")),
        ("posts", Post, _("Posts"), export_posts, erase_posts, _list("community_post")),
    ):
        count = _count(model)
        holdings.register(Holding(name, export, erase, label=label, count=count, find_list=listing))
    holdings.register(Holding("pictures", export_unused_pictures, erase_unused_pictures))


def _count(model: type[Model]) -> Callable[[Member], int]:
    return lambda member: model._default_manager.filter(member=member).count()


def _list(viewset: str) -> Callable[[Member], str]:
    return lambda member: reverse(f"{viewset}:index") + "?" + urlencode({"author": member.key})


def export_likes(member: Member) -> list[dict[str, Any]]:
    """What the member likes."""
    rows = Like.objects.filter(member=member).order_by("created_at", "pk")
    return [
        {"post": post, "reply": reply, "likedAt": moment.isoformat()}
        for post, reply, moment in rows.values_list("post__key", "reply__key", "created_at")
    ]


def erase_likes(member: Member, *, keeps_texts: bool, at: datetime) -> int:
    """Delete the likes, and count without them."""
    rows = Like.objects.filter(member=member)
    posts = list(rows.exclude(post=None).values_list("post_id", flat=True))
    replies = list(rows.exclude(reply=None).values_list("reply_id", flat=True))
    count = rows.delete()[0]
    Post.objects.filter(pk__in=posts).update(like_count=F("like_count") - 1)
    Reply.objects.filter(pk__in=replies).update(like_count=F("like_count") - 1)
    return count


def export_favourites(member: Member) -> list[dict[str, Any]]:
    """What the member keeps."""
    rows = Favourite.objects.filter(member=member).order_by("created_at", "pk")
    return [{"kind": row.kind, "key": row.key, "keptAt": row.created_at.isoformat()} for row in rows]


def erase_favourites(member: Member, *, keeps_texts: bool, at: datetime) -> int:
    """Delete the favourites, and count without them."""
    rows = Favourite.objects.filter(member=member)
    posts = list(rows.filter(kind=FavouriteKind.POST).values_list("key", flat=True))
    count = rows.delete()[0]
    Post.objects.filter(key__in=posts).update(favourite_count=F("favourite_count") - 1)
    return count


def export_posts(member: Member) -> list[dict[str, Any]]:
    """What the member posted, whatever its state, with its pictures."""
    posts = list(Post.objects.filter(member=member).select_related("board").order_by("created_at", "pk"))
    pictures: dict[str, list[dict[str, Any]]] = {}
    for upload in Upload.objects.filter(used_for__in=[name_use(post) for post in posts]).order_by("position", "pk"):
        pictures.setdefault(upload.used_for, []).append(export_picture(upload))
    return [
        {
            "key": post.key,
            "board": post.board.slug,
            "title": post.title,
            "text": post.body,
            "pictures": pictures.get(name_use(post), []),
            **_export_state(post),
        }
        for post in posts
    ]


def erase_posts(member: Member, *, keeps_texts: bool, at: datetime) -> int:
    """Delete the posts; with `keeps_texts` what everybody sees stays, by nobody."""
    posts = list(Post.objects.filter(member=member))
    kept = [post for post in posts if keeps_texts and post.state == ContributionState.APPROVED]
    ids = [post.pk for post in kept]
    Post.objects.filter(pk__in=ids).update(member=None)
    Upload.objects.filter(used_for__in=[name_use(post) for post in kept]).update(member=None)
    delivery.deliver_many("post", list(Post.objects.filter(pk__in=ids)), at=at)
    remove_posts([post for post in posts if post.pk not in ids], at=at)
    return len(posts)


def export_replies(member: Member) -> list[dict[str, Any]]:
    """What the member replied, whatever its state."""
    rows = Reply.objects.filter(member=member).select_related("post").order_by("created_at", "pk")
    return [{"key": row.key, "post": row.post.key, "text": row.body, **_export_state(row)} for row in rows]


def erase_replies(member: Member, *, keeps_texts: bool, at: datetime) -> int:
    """Delete the replies; with `keeps_texts` what everybody sees stays, by nobody."""
    replies = list(Reply.objects.filter(member=member))
    kept = {reply.pk for reply in replies if keeps_texts and reply.state == ContributionState.APPROVED}
    Reply.objects.filter(pk__in=kept).update(member=None)
    remove_replies([reply for reply in replies if reply.pk not in kept], at=at)
    return len(replies)


def export_unused_pictures(member: Member) -> list[dict[str, Any]]:
    """Pictures the member has uploaded and nothing shows."""
    return [export_picture(upload) for upload in Upload.objects.filter(member=member, used_for="").order_by("pk")]


def erase_unused_pictures(member: Member, *, keeps_texts: bool, at: datetime) -> int:
    """Delete what nothing shows; the other parts have dealt with theirs."""
    uploads = list(Upload.objects.filter(member=member, used_for=""))
    delete_uploads(uploads)
    return len(uploads)


def _export_state(contribution: Post | Reply) -> dict[str, Any]:
    return {
        "locale": contribution.locale,
        "state": str(contribution.state),
        "reason": contribution.reason or None,
        "createdAt": contribution.created_at.isoformat(),
    }
