"""Signed, expiring tokens: whoever holds one sees one draft, or the shop at another time, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core import signing

from cms.delivery.drafts import render_drafts
from cms.delivery.kinds import get_kind
from cms.delivery.live import LiveDocument

LIFETIME = timedelta(hours=24)
_SALT = "vitrine.preview"


class PreviewTokenError(Exception):
    """A token that shows nothing; the message says why."""


@dataclass(frozen=True, slots=True)
class PreviewGrant:
    """What a token shows: the latest draft of one source (`kind` "" shows none, only other times)."""

    kind: str
    source_id: int
    expires_at: datetime


def make_token(source: Any | None, *, at: datetime, lifetime: timedelta = LIFETIME) -> str:
    """A token for the latest draft of `source`, good until `at` + `lifetime`; None grants only other times."""
    expires_at = int((at + lifetime).timestamp())
    grant = [source.delivery_kind, source.pk, expires_at] if source is not None else ["", 0, expires_at]
    return signing.dumps(grant, salt=_SALT)


def read_token(token: str, *, at: datetime) -> PreviewGrant:
    """What `token` grants. Raises PreviewTokenError for one that is forged, or over."""
    try:
        kind, source_id, expires_at = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise PreviewTokenError("This preview token was not made by this server, or is damaged.") from None
    grant = PreviewGrant(kind, source_id, datetime.fromtimestamp(expires_at, tz=at.tzinfo))
    if grant.expires_at <= at:
        raise PreviewTokenError("This preview token has expired; ask the editor for a new link.")
    return grant


def load_source(grant: PreviewGrant) -> Any | None:
    """The latest draft of what `grant` shows; None where it is gone, or where no draft is granted."""
    if not grant.kind:
        return None
    source: Any = get_kind(grant.kind).model._base_manager.filter(pk=grant.source_id).first()
    return source.get_latest_revision_as_object() if source is not None else None


def load_drafts(grant: PreviewGrant) -> list[LiveDocument]:
    """The draft that `grant` shows, as documents; nothing where it is gone."""
    source = load_source(grant)
    return render_drafts(source) if source is not None else []
