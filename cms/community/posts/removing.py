"""Posts and replies that go for good: where others have answered, the place they stood at is all that stays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from cms.community.models import Contribution, ContributionState, Post, Reply
from cms.community.moderation import services as moderation
from cms.community.posts.counting import count_replies
from cms.community.posts.uses import name_use
from cms.community.uploads import attaching
from cms.delivery import outbox
from cms.delivery import services as delivery
from cms.delivery.models import DeliveryDocument

WITHDRAWN = "withdrawn"
KEPT = timedelta(days=30)
"""How long what its author took back is kept, for whoever has to look into a complaint."""


def remove_posts(posts: Sequence[Post], *, at: datetime) -> int:
    """Delete `posts`; where others have replied an empty, hidden post stays for what they wrote. Returns how many."""
    ids = [post.pk for post in posts]
    delivery.withdraw_sources("post", ids, at=at)
    # What has ended is kept a while for requests under way; words that have to go are not.
    DeliveryDocument.objects.filter(kind="post", source_id__in=ids).delete()
    attaching.discard([name_use(post) for post in posts], at=at)
    moderation.forget("post", ids)
    answered = set(
        Reply.objects.filter(post__in=ids)
        .exclude(member=None)
        .exclude(state=ContributionState.WITHDRAWN)
        .values_list("post_id", flat=True)
    )
    Post.objects.filter(pk__in=answered).update(
        title="", html="", picture_count=0, active_at=None, listed_at=None, **_blank()
    )
    _delete_replies_of([pk for pk in ids if pk not in answered])
    Post.objects.filter(pk__in=[pk for pk in ids if pk not in answered]).delete()
    return len(ids)


def _delete_replies_of(post_ids: Sequence[int]) -> None:
    replies = list(Reply.objects.filter(post__in=post_ids).values_list("pk", flat=True))
    moderation.forget("reply", replies)


def remove_replies(replies: Sequence[Reply], *, at: datetime) -> int:
    """Delete `replies`; where others have answered an empty one stays in its place. Returns how many."""
    ids = [reply.pk for reply in replies]
    moderation.forget("reply", ids)
    answered = set(Reply.objects.filter(parent__in=ids).values_list("parent_id", flat=True))
    Reply.objects.filter(pk__in=answered).update(html="", **_blank())
    Reply.objects.filter(pk__in=[pk for pk in ids if pk not in answered]).delete()
    for post_id in {reply.post_id for reply in replies}:
        count_replies(post_id)
    return len(ids)


def _blank() -> dict[str, object]:
    return {"body": "", "reason": "", "member": None, "state": ContributionState.WITHDRAWN}


def remove_later(contribution: Contribution, *, at: datetime) -> None:
    """Have what its author has just taken back deleted once nobody has to look into it any more."""
    kind = "post" if isinstance(contribution, Post) else "reply"
    outbox.enqueue(WITHDRAWN, [f"{kind}:{contribution.pk}"], available_at=at + KEPT)


def remove_withdrawn(keys: list[str], at: datetime) -> dict[str, str]:
    """Delete what is still withdrawn of `keys` ("post:12"); the outbox consumer."""
    ids: dict[str, list[int]] = {"post": [], "reply": []}
    for key in keys:
        kind, _separator, pk = key.partition(":")
        ids[kind].append(int(pk))
    gone = {"state": ContributionState.WITHDRAWN, "decided_at__lte": at - KEPT}
    with transaction.atomic():
        if posts := list(Post.objects.filter(pk__in=ids["post"], **gone)):
            remove_posts(posts, at=at)
        if replies := list(Reply.objects.filter(pk__in=ids["reply"], **gone)):
            remove_replies(replies, at=at)
    return {}


def register() -> None:
    """Join the outbox."""
    outbox.register_consumer(outbox.Consumer(WITHDRAWN, remove_withdrawn, batch_size=50))
