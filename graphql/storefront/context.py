"""What holds for one request: its instant, its language, its channel."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from storefront import channels, locales


@dataclass(slots=True)
class RequestContext:
    """`info.context` of every resolver. `at` is taken once, so that all of a response shows the same moment.

    `member` is who asks, None for a guest. `is_preview` says that drafts or another time are shown.
    """

    at: datetime
    locale: str
    channel: str
    origin: str = ""
    member: Any | None = None
    is_preview: bool = False
    memory: dict[Any, Any] = field(default_factory=dict)

    def choose_locale(self, argument: str | None) -> str:
        """The locale a root field answers in: its argument, else the request's own."""
        return self.locale if argument is None else locales.require_locale(argument)

    def choose_channel(self, argument: str | None) -> str:
        """The channel a root field answers for: its argument, else the request's own."""
        return self.channel if argument is None else channels.require_channel(argument)
