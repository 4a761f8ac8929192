from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured

from storefront.channels import list_channels
from storefront.limits import read_limits


@register()
def check_limits(**_options: Any) -> list[CheckMessage]:
    """The limits name what there is, with numbers."""
    try:
        read_limits()
    except ImproperlyConfigured as error:
        hint = "Leave a limit out for its default, or set it to None to switch it off."
        return [Error(str(error), hint=hint, id="storefront.E001")]
    return []


@register()
def check_channels(**_options: Any) -> list[CheckMessage]:
    """There is at least one channel, and each is a name."""
    channels = list_channels()
    if isinstance(channels, str) or not channels or not all(isinstance(one, str) and one for one in channels):
        return [
            Error(
                f"VITRINE_CHANNELS is {channels!r}.",
                hint='Write a list of names, the default first: ["web", "app"].',
                id="storefront.E002",
            )
        ]
    return []
