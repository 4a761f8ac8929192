"""A shop that is published and indexed, and a visitor who reads its pages."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.test import Client

from tests.integration.storefront.conftest import index, make_shop

__all__ = ["index", "make_shop", "visitor"]


class Visitor:
    """What a shopper's browser sees, as far as text and attributes go."""

    def __init__(self) -> None:
        self.client = Client(headers={"accept": "text/html"})

    def open(self, address: str, status: int = 200, **headers: str) -> str:
        """The page at `address`."""
        response = self.client.get(address, headers={name.replace("_", "-"): value for name, value in headers.items()})
        assert response.status_code == status, response.content.decode()[:2000]
        return response.content.decode()

    def follow(self, address: str) -> tuple[int, str]:
        """Where `address` leads."""
        response = self.client.get(address)
        return response.status_code, response["Location"]


@pytest.fixture
def visitor(db: None) -> Visitor:
    return Visitor()


def find_all(pattern: str, page: str) -> list[Any]:
    """Every match of `pattern`, with HTML's escapes undone."""
    return [
        html.unescape(found) if isinstance(found, str) else tuple(map(html.unescape, found))
        for found in re.findall(pattern, page, re.DOTALL)
    ]
