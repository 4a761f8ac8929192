"""What holds for one request: its instant, its language, its channel, who asks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings

from cms.members.shoppers import Shopper
from storefront import channels, locales
from storefront.errors import Code, StorefrontError


@dataclass(slots=True)
class RequestContext:
    """`info.context` of every resolver. `at` is taken once, so that all of a response shows the same moment.

    `viewer` is who asks, None for a guest; resolvers read `member`, which notes that the answer depends on it.
    `address` is where the request comes from, "" where that is unknown or this very process; `user_agent` is what it
    calls itself. `is_preview` says that drafts or another time are shown, `is_private` that the answer is for this one
    asker alone, `is_backend` that the shop's own backend asks. `chosen_channel` is the one that the root field at work
    answers for; `changes_at` is when the answer will be another without any change made.
    """

    at: datetime
    locale: str
    channel: str
    origin: str = ""
    viewer: Shopper | None = None
    address: str = ""
    user_agent: str = ""
    is_preview: bool = False
    is_private: bool = False
    is_backend: bool = False
    chosen_channel: str = ""
    changes_at: datetime | None = None
    memory: dict[Any, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.chosen_channel = self.chosen_channel or self.channel

    def note_change(self, instant: datetime | None) -> None:
        """What is shown holds until `instant` at most."""
        if instant is not None and (self.changes_at is None or instant < self.changes_at):
            self.changes_at = instant

    @property
    def public_origin(self) -> str:
        """For addresses that leave the page, such as structured data: never without a host."""
        return self.origin or settings.VITRINE_STOREFRONT_URL.rstrip("/")

    @property
    def member(self) -> Shopper | None:
        """Who asks, None for a guest. An answer that depends on it is never kept by a cache."""
        self.is_private = True
        return self.viewer

    def require_member(self) -> Shopper:
        """Who asks. Raises UNAUTHENTICATED for a guest."""
        member = self.member
        if member is None:
            raise StorefrontError(
                Code.UNAUTHENTICATED, "This is for members: send the token of one who has signed in as a Bearer token."
            )
        return member

    def choose_locale(self, argument: str | None) -> str:
        """The locale a root field answers in: its argument, else the request's own."""
        return self.locale if argument is None else locales.require_locale(argument)

    def choose_channel(self, argument: str | None) -> str:
        """The channel a root field answers for: its argument, else the request's own."""
        # Root fields are answered one after the other, each with all that is below it.
        self.chosen_channel = self.channel if argument is None else channels.require_channel(argument)
        return self.chosen_channel
