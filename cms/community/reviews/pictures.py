"""Pictures of reviews and follow-ups: uploads, shown to everybody for as long as what they belong to is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from cms.community.models import Upload
from cms.community.moderation.kinds import Picture
from cms.community.uploads import attaching
from cms.community.uploads.describing import describe_all, list_pictures

MOST_PICTURES = 9


def name_use(kind: str, object_id: int) -> str:
    """Under which name the pictures of a contribution are kept."""
    return f"{kind}:{object_id}"


def attach_pictures(
    kind: str, contribution: Any, pictures: Sequence[tuple[str, str]], *, member: Any, at: datetime
) -> None:
    """Have a contribution show just these uploads of its author."""
    use = name_use(kind, contribution.pk)
    attaching.attach(use, pictures, member=member, most=MOST_PICTURES, at=at)


def show_pictures(kind: str, contribution: Any, *, at: datetime) -> None:
    """Everybody sees the contribution now, and its pictures with it."""
    if contribution.has_pictures:
        attaching.publish(name_use(kind, contribution.pk), at=at)


def hide_pictures(kind: str, contribution: Any, *, at: datetime) -> None:
    """Nobody sees the contribution any more, nor its pictures."""
    attaching.retract(name_use(kind, contribution.pk), at=at)


def find_pictures(kind: str, contributions: Iterable[Any]) -> dict[int, list[Upload]]:
    """By id of what shows them, without asking for those that have none; two queries at most."""
    ids = [one.pk for one in contributions if one.has_pictures]
    found = list_pictures([name_use(kind, pk) for pk in ids]) if ids else {}
    return {pk: found.get(name_use(kind, pk), []) for pk in ids}


def describe_for_moderators(uploads: Sequence[Upload]) -> list[Picture]:
    """As moderators see them, whether they are public or not."""
    return [
        Picture(url=one["url"], alt=one["alt"], width=one["width"], height=one["height"], key=one["key"])
        for one in describe_all(uploads)
    ]
