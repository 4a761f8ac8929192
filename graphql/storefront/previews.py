"""A storefront shows a draft, or the shop at another time, to whoever holds a preview token."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive

from cms.delivery.live import LiveDocument
from cms.delivery.preview_tokens import PreviewTokenError, load_drafts, read_token
from storefront.errors import Code, StorefrontError

TOKEN_HEADER = "X-Vitrine-Preview"  # noqa: S105 - its name, no secret
AT_HEADER = "X-Vitrine-Preview-At"


@dataclass(frozen=True, slots=True)
class Preview:
    """What a request is to show: the moment, and the drafts that stand in for what is live."""

    at: datetime
    drafts: Sequence[LiveDocument] = ()
    is_preview: bool = False


def read_preview(headers: Mapping[str, str], *, now: datetime) -> Preview:
    """What `headers` ask for. Raises BAD_PREVIEW for a token that grants nothing, or a time without a token."""
    token, moment = headers.get(TOKEN_HEADER, "").strip(), headers.get(AT_HEADER, "").strip()
    if not token and not moment:
        return Preview(now)
    if not token:
        raise StorefrontError(Code.BAD_PREVIEW, f"{AT_HEADER} needs a token in {TOKEN_HEADER}.")
    try:
        grant = read_token(token, at=now)
    except PreviewTokenError as error:
        raise StorefrontError(Code.BAD_PREVIEW, str(error)) from None
    return Preview(_read_moment(moment) if moment else now, load_drafts(grant), is_preview=True)


def _read_moment(text: str) -> datetime:
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None or is_naive(moment):
        raise StorefrontError(
            Code.BAD_PREVIEW, f"{AT_HEADER} is {text[:40]!r}; write a time with its zone: 2026-11-11T00:00:00+08:00."
        )
    return moment
