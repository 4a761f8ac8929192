"""Where a request comes from: web, app, mini-program, or a region of the shop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.conf import settings

from storefront.errors import Code, StorefrontError

HEADER = "X-Vitrine-Channel"


def list_channels() -> Sequence[str]:
    """The shop's channels (setting VITRINE_CHANNELS), the default one first."""
    return settings.VITRINE_CHANNELS


def require_channel(name: str) -> str:
    """`name` if the shop has it. Raises UNKNOWN_CHANNEL that lists the known."""
    known = list_channels()
    if name not in known:
        raise StorefrontError(
            Code.UNKNOWN_CHANNEL, f"{name[:40]!r} is no channel of this shop; it has: {', '.join(known)}."
        )
    return name


def negotiate_channel(headers: Mapping[str, str]) -> str:
    """The default of a request: X-Vitrine-Channel, else the shop's first."""
    explicit = headers.get(HEADER, "").strip()
    return require_channel(explicit) if explicit else list_channels()[0]
