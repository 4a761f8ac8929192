"""What every text a member writes has to be: there, not too long, plain. Raises `Refused` for the author to read."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from cms.community.texts import tidy_line, tidy_text
from cms.members.consents import require_consent
from cms.members.models import ConsentKind
from cms.refusals import Refused


def require_text(text: str, *, field: str, longest: int) -> str:
    """`text` as it is kept. Refused where there is nothing in it, or too much."""
    tidy = tidy_text(text)
    if not any(character.isalnum() for character in tidy):
        raise Refused.because("REQUIRED", _("Write a few words."), field=field)
    return _require_length(tidy, field=field, longest=longest)


def require_line(text: str, *, field: str, longest: int) -> str:
    """One line as it is kept, maybe empty. Refused where it is too long."""
    return _require_length(tidy_line(text), field=field, longest=longest)


def _require_length(text: str, *, field: str, longest: int) -> str:
    if len(text) > longest:
        raise Refused.because(
            "TOO_LONG",
            _("At most %(longest)d characters: shorten it by %(over)d.")
            % {"longest": longest, "over": len(text) - longest},
            field=field,
        )
    return text


def require_agreement(member: Any) -> None:
    """Refused unless `member` has agreed that what they write is shown."""
    require_consent(member, ConsentKind.COMMUNITY)


def require_rating(rating: int, *, field: str) -> int:
    """Refused unless it is 1 to 5."""
    if not 1 <= rating <= 5:
        raise Refused.because("OUT_OF_RANGE", _("Give 1 to 5 stars."), field=field)
    return rating
