"""What moderation has to know of posts and replies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from cms.community.models import Post, PostProduct, Reply, Screening
from cms.community.moderation import kinds
from cms.community.moderation.kinds import ContributionKind, Picture, Related, Shown
from cms.community.posts import replies, services
from cms.community.posts.uses import name_use
from cms.community.uploads.describing import describe_all, list_pictures


def register() -> None:
    """Have posts and replies moderated."""
    kinds.register(
        ContributionKind(
            name=services.KIND,
            model=Post,
            label=_("post"),
            label_plural=_("posts"),
            icon="doc-full",
            read_texts=_read_post,
            has_pictures=lambda post: post.picture_count > 0,
            read_scope=lambda post: f"board:{post.board.slug}",
            is_premoderated=lambda post: _is_premoderated(post.board.screening),
            describe=_describe_posts,
            on_shown=services.show_post,
            on_hidden=services.hide_post,
        )
    )
    kinds.register(
        ContributionKind(
            name=replies.KIND,
            model=Reply,
            label=_("reply"),
            label_plural=_("replies"),
            icon="comment",
            read_scope=lambda reply: f"board:{reply.post.board.slug}",
            is_premoderated=lambda reply: _is_premoderated(reply.post.board.screening),
            describe=_describe_replies,
            on_shown=replies.show_reply,
            on_hidden=replies.hide_reply,
        )
    )


def _read_post(post: Post) -> Mapping[str, str]:
    return {"title": post.title, "body": post.body}


def _is_premoderated(screening: str) -> bool | None:
    return {Screening.ALL: True, Screening.SOME: False}.get(Screening(screening))


def _describe_posts(posts: Sequence[Any]) -> list[Shown]:
    prefetch_related_objects(list(posts), "board")
    pictures = list_pictures([name_use(post) for post in posts])
    products: dict[int, list[str]] = {}
    for post_id, key in PostProduct.objects.filter(post__in=posts).values_list("post_id", "product__key"):
        products.setdefault(post_id, []).append(key)
    return [
        Shown(
            title=post.title,
            texts=_read_post(post),
            labels={"title": _("Title")},
            related=[Related(label=str(_("Board")), title=post.board.name)],
            pictures=_show_pictures(pictures.get(name_use(post), []), post.title),
            facts=[(_("Products"), ", ".join(products[post.pk]))] if post.pk in products else (),
            address=post.path,
        )
        for post in posts
    ]


def _show_pictures(uploads: Sequence[Any], title: str) -> list[Picture]:
    return [
        Picture(url=one["url"], alt=one["alt"], width=one["width"], height=one["height"], key=one["key"])
        for one in describe_all(uploads, fallback=title)
    ]


def _describe_replies(given: Sequence[Any]) -> list[Shown]:
    prefetch_related_objects(list(given), "post", "reply_to")
    return [
        Shown(
            title="",
            texts={"body": reply.body},
            related=[
                Related(
                    label=str(_("Post")),
                    title=reply.post.title,
                    text=reply.reply_to.body if reply.reply_to else reply.post.body,
                )
            ],
            address=reply.post.path,
        )
        for reply in given
    ]
