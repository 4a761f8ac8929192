"""Addresses as somebody outside the admin needs them."""

from __future__ import annotations

from urllib.parse import urljoin

from django.conf import settings


def complete_address(address: str) -> str:
    """The whole address of a path of the admin; "" stays empty."""
    return urljoin(f"{settings.WAGTAILADMIN_BASE_URL}/", address) if address else ""
