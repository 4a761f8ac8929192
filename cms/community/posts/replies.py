"""Members reply to posts and to replies, and take that back."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from cms.community.models import ContributionState, Post, Reply
from cms.community.moderation import services as moderation
from cms.community.posts import checking
from cms.community.posts.counting import count_replies
from cms.community.posts.removing import remove_later
from cms.community.texts import render_text
from cms.members.models import Member
from cms.refusals import Refused

KIND = "reply"


def submit_reply(
    member: Member, post_key: str, body: str, *, reply_to: str | None = None, locale: str, at: datetime
) -> Reply:
    """Reply to a post, or to a reply below it; the moderation rules decide whether it appears. Raises Refused."""
    text = checking.check_reply(body)
    post = Post.objects.visible().filter(key=post_key).select_related("board").first()
    if post is None:
        raise Refused.because("NOT_FOUND", _("This post is not there any more."), field="post")
    answered = _find_answered(post, reply_to) if reply_to else None
    parent = (answered.parent or answered) if answered else None
    reply = Reply(
        member=member,
        post=post,
        parent=parent,
        reply_to=answered,
        body=text,
        html=render_text(text),
        locale=locale,
        created_at=at,
    )
    moderation.submit(reply, kind=KIND, at=at)
    return reply


def _find_answered(post: Post, key: str) -> Reply:
    answered = Reply.objects.visible().filter(key=key, post=post).select_related("parent").first()
    if answered is None:
        raise Refused.because("NOT_FOUND", _("The reply you answer is not there any more."), field="replyTo")
    return answered


def withdraw_reply(member: Member, key: str, *, at: datetime) -> Reply:
    """Take one's own reply back; what answers it stays, below an empty place. Raises Refused."""
    reply = (
        Reply.objects.select_for_update()
        .filter(key=key, member=member)
        .exclude(state=ContributionState.WITHDRAWN)
        .first()
    )
    if reply is None:
        raise Refused.because("NOT_FOUND", _("You have no such reply (any more)."), field="key")
    moderation.withdraw(reply, kind=KIND, at=at)
    remove_later(reply, at=at)
    return reply


def show_reply(reply: Reply, *, at: datetime) -> None:
    """Count a reply that everybody sees now; moderation calls this."""
    count_replies(reply.post_id)
    Post.objects.filter(pk=reply.post_id, active_at__lt=reply.created_at).update(active_at=reply.created_at)


def hide_reply(reply: Reply, *, at: datetime) -> None:
    """Count without a reply that nobody sees any more; moderation calls this."""
    count_replies(reply.post_id)
