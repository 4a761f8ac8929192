"""Makes members and what they contribute for integration tests, through the same services the product uses."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import count
from typing import Any

from django.contrib.auth.models import Permission, User
from django.contrib.contenttypes.models import ContentType

from cms.community.models import ModerationItem, ModerationSettings, Question, Review
from cms.community.moderation import kinds
from cms.community.questions import services as questions
from cms.community.reviews import services as reviews
from cms.community.reviews.services import Words
from cms.members.consents import give_consent
from cms.members.models import Member

ISSUER = "https://login.example"
# Later than anything a test publishes.
NOW = datetime(2041, 11, 11, 8, 0, tzinfo=UTC)
_numbers = count(1)
_LETTERS = str.maketrans("0123456789", "ghijklmnop")


def make_member(name: str = "", *, at: datetime = NOW, **fields: Any) -> Member:
    """A member who has agreed to take part."""
    name = name or f"member-{next(_numbers)}"
    member = Member.objects.create(issuer=ISSUER, subject=name, name=name, joined_at=at, **fields)
    give_consent(member, "community", at=at)
    return member


def relax(**changes: Any) -> ModerationSettings:
    """Rules that let everything through but what `changes` switch on."""
    rules = ModerationSettings.load()
    rules.held_first = rules.burst_count = rules.repeat_members = 0
    rules.holds_pictures = False
    for name, value in changes.items():
        setattr(rules, name, value)
    rules.save()
    return rules


def _say_something() -> str:
    """Unlike anything said before: texts that differ by a number only are held as repeats, now and then.

    Letters alone: digits may look like the number of a telephone.
    """
    return sha256(str(next(_numbers)).encode()).hexdigest().translate(_LETTERS)


def write_review(
    product_key: str, member: Member | None = None, *, rating: int = 5, at: datetime = NOW, **fields: Any
) -> Review:
    words = Words(rating=rating, **{"body": f"{_say_something()}: works as it should.", **fields})
    return reviews.create_review(member or make_member(), product_key, words, locale="zh-hans", at=at)


def ask(product_key: str, member: Member | None = None, *, body: str = "", at: datetime = NOW) -> Question:
    text = body or f"{_say_something()}: does it fit?"
    return questions.ask_question(member or make_member(), product_key, text, locale="zh-hans", at=at)


def find_item(contribution: Any) -> ModerationItem:
    kind = next(one for one in kinds.all_kinds() if one.model is type(contribution))
    return ModerationItem.objects.get(kind=kind.name, object_id=contribution.pk)


def make_moderator(*models: type, name: str = "", **fields: Any) -> User:
    """Somebody who may moderate these models, and open the admin."""
    user = User.objects.create_user(name or f"moderator-{next(_numbers)}", **fields)
    wanted = [Permission.objects.get(codename="access_admin")]
    for model in models:
        content_type = ContentType.objects.get_for_model(model)
        wanted.append(Permission.objects.get(content_type=content_type, codename=f"moderate_{model._meta.model_name}"))
    user.user_permissions.set(wanted)
    return user


def later(**duration: float) -> datetime:
    return NOW + timedelta(**duration)
