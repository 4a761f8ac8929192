"""Where a storefront shows things: "/zh-hans/products/tea-1" is the path "/products/tea-1" in its locale."""

from __future__ import annotations

from django.conf import settings
from wagtail.models import Page

# What the storefront itself shows below a locale: no page may be put there.
RESERVED = frozenset(
    {"products", "categories", "brands", "authors", "series", "search", "community", "me", "cart", "coupons", "preview"}
)


def make_address(path: str, locale: str) -> str:
    """The address of `path` in `locale`, without the host."""
    return f"/{locale}{path}"


def read_address(address: str) -> tuple[str | None, str]:
    """The locale (None where it names none) and the path of `address`: without host, query and closing slash."""
    path = "/" + address.partition("?")[0].partition("#")[0].strip("/")
    first, _, rest = path[1:].partition("/")
    if first in {code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES}:
        return first, f"/{rest}"
    return None, path


def find_page_path(page: Page) -> str:
    """Where `page` lives below its locale: its slugs below the home page, which itself is "/"."""
    below_root = page.url_path.strip("/").partition("/")[2]
    return f"/{below_root}"
