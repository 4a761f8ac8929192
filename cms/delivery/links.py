"""Links in rich text: to what is live only, and rendered again when their targets move."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import Q
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from django.utils.html import escape
from wagtail.documents import get_document_model
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler
from wagtail.rich_text.rewriters import extract_attrs
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from cms.delivery import services

_LINK = re.compile(r"<a\b[^>]*\blinktype=\"\w+\"[^>]*>")

Collector = Callable[[Mapping[str, str]], str | None]
"""Attributes of a stored link -> what the text depends on because of it; None for a link that is broken."""


def _collect_by_id(kind: str) -> Collector:
    return lambda attrs: f"{kind}:{attrs['id']}" if attrs.get("id", "").isdecimal() else None


_collectors: dict[str, Collector] = {kind: _collect_by_id(kind) for kind in ("page", "document")}


def register_collector(link_type: str, collector: Collector) -> None:
    """Make links of `link_type` known; called once an app is ready."""
    _collectors[link_type] = collector


class LivePageLinkHandler(PageLinkHandler):
    """A page that is not live, or has no address, is no link: its words stay."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        return [_open_link(page) for page in cls.get_many(attrs_list)]


def _open_link(page: Page | None) -> str:
    localized = page.localized if page is not None else None
    url = _find_address(localized) if localized is not None and localized.live else None
    return f'<a href="{escape(url)}">' if url else "<a>"


def _find_address(page: Page) -> str | None:
    # A storefront shows it at that path, whatever host the storefront has.
    address: str | None = getattr(page, "delivered_address", None)
    return address or page.url


def collect_link_targets(html: str) -> set[str]:
    """What the links of stored rich text lead to, as dependencies: "page:3", "document:7"."""
    links = (extract_attrs(match[0]) for match in _LINK.finditer(html))
    targets = (_collectors[attrs["linktype"]](attrs) for attrs in links if attrs.get("linktype") in _collectors)
    return {target for target in targets if target is not None}


def connect() -> None:
    """Have documents rendered again whose links lead elsewhere now; called once the app is ready."""
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(_announce_branch, dispatch_uid="delivery-links")
    post_delete.connect(_announce_page, dispatch_uid="delivery-links")
    for signal in (post_save, post_delete):
        signal.connect(_announce_document, sender=get_document_model(), dispatch_uid="delivery-links")


def _announce_branch(sender: type, instance: Page, **_kwargs: Any) -> None:
    announce_branch(instance)


def announce_branch(page: Page) -> None:
    """A page's address is part of the address of every page below it; other languages stand in for each other."""
    related = Page.objects.filter(Q(path__startswith=page.path) | Q(translation_key=page.translation_key))
    _announce(f"page:{pk}" for pk in related.values_list("pk", flat=True))


def _announce_page(sender: type, instance: Any, **_kwargs: Any) -> None:
    if isinstance(instance, Page):
        _announce([f"page:{instance.pk}"])


def _announce_document(sender: type, instance: Any, **_kwargs: Any) -> None:
    _announce([f"document:{instance.pk}"])


def _announce(targets: Iterable[str]) -> None:
    services.announce_shown(targets, at=timezone.now())
