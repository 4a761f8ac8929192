"""What holds for one request: its instant, its language, its channel."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from storefront import channels, locales


@dataclass(slots=True)
class RequestContext:
    """`info.context` of every resolver. `at` is taken once, so that all of a response shows the same moment."""

    at: datetime
    locale: str
    channel: str
    origin: str = ""
    memory: dict[Any, Any] = field(default_factory=dict)

    def choose_locale(self, argument: str | None) -> str:
        """The locale a root field answers in: its argument, else the request's own."""
        return self.locale if argument is None else locales.require_locale(argument)

    def choose_channel(self, argument: str | None) -> str:
        """The channel a root field answers for: its argument, else the request's own."""
        return self.channel if argument is None else channels.require_channel(argument)
