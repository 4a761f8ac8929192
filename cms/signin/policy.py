"""What the installation asks of whoever signs in to the admin."""

from __future__ import annotations

from enum import StrEnum

from django.conf import settings


class Policy(StrEnum):
    OFF = "off"
    OPTIONAL = "optional"
    REQUIRED = "required"


def read_policy() -> Policy:
    """Whether a second factor is asked for."""
    return Policy(settings.VITRINE_ADMIN_TWO_FACTOR)
