"""Makes members and what they write for integration tests, through the same services the product uses."""

from __future__ import annotations

from itertools import count
from typing import Any

from django.utils import timezone

from cms.community.models import Board, Contribution, ContributionState, Post, Reply
from cms.community.moderation import kinds
from cms.community.moderation import services as moderation
from cms.community.posts import replies, services
from cms.community.posts.services import PostDraft
from cms.members import consents
from cms.members.identity.providers import DEVELOPMENT_ISSUER
from cms.members.models import ConsentKind, Member

_numbers = count(1)


def make_member(subject: str = "", *, agrees: bool = True, **fields: Any) -> Member:
    """A member of the built-in identity provider, who takes part in the community."""
    subject = subject or f"member-{next(_numbers)}"
    values = {"issuer": DEVELOPMENT_ISSUER, "subject": subject, "name": subject.title(), **fields}
    member = Member.objects.create(**values)
    if agrees:
        consents.give_consent(member, ConsentKind.COMMUNITY, at=timezone.now())
    return member


def make_board(slug: str = "", **fields: Any) -> Board:
    slug = slug or f"board-{next(_numbers)}"
    return Board.objects.create(slug=slug, **{"name": slug.title(), **fields})


def make_waiting_post(member: Member | None = None, *, board: Board | None = None, **draft: Any) -> Post:
    """A post that waits for a moderator."""
    board = board or make_board()
    number = next(_numbers)
    values = {"title": f"Post {number}", "body": f"What post {number} says.", "locale": "zh-hans", **draft}
    post = services.submit_post(member or make_member(), PostDraft(board=board.slug, **values), at=timezone.now())
    return post if post.state == ContributionState.PENDING else decide(post, "post", ContributionState.PENDING)


def make_post(member: Member | None = None, *, board: Board | None = None, **draft: Any) -> Post:
    """A post that everybody sees."""
    return approve(make_waiting_post(member, board=board, **draft))


def make_waiting_reply(post: Post, member: Member | None = None, *, to: Reply | None = None, **fields: Any) -> Reply:
    """A reply that waits for a moderator."""
    body = fields.get("body") or f"What reply {next(_numbers)} says."
    reply = replies.submit_reply(
        member or make_member(), post.key, body, reply_to=to.key if to else None, locale="zh-hans", at=timezone.now()
    )
    return reply if reply.state == ContributionState.PENDING else decide(reply, "reply", ContributionState.PENDING)


def make_reply(post: Post, member: Member | None = None, *, to: Reply | None = None, **fields: Any) -> Reply:
    """A reply that everybody sees."""
    return approve(make_waiting_reply(post, member, to=to, **fields))


def approve(contribution: Any) -> Any:
    return decide(contribution, _name_kind(contribution), ContributionState.APPROVED)


def reject(contribution: Any, reason: str = "") -> Any:
    return decide(contribution, _name_kind(contribution), ContributionState.REJECTED, reason)


def decide(contribution: Any, kind: str, state: ContributionState, reason: str = "") -> Any:
    """What a moderator's decision brings about."""
    at = timezone.now()
    before = contribution.state
    contribution.decide(state, by=None, at=at, reason=reason)
    contribution.save()
    moderation.announce(kinds.get_kind(kind), contribution, before=before, at=at)
    contribution.refresh_from_db()
    return contribution


def _name_kind(contribution: Contribution) -> str:
    return next(kind.name for kind in kinds.all_kinds() if kind.model is type(contribution))
