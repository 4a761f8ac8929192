"""Links in rich text: to what is live only, and rendered again when their targets move."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from django.utils.html import escape
from wagtail.documents import get_document_model
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from cms.delivery import services

_LINK = re.compile(r"<a\b[^>]*\blinktype=\"(page|document)\"[^>]*>")
_ID = re.compile(r"\bid=\"(\d+)\"")


class LivePageLinkHandler(PageLinkHandler):
    """A page that is not live, or has no address, is no link: its words stay."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        return [_open_link(page) for page in cls.get_many(attrs_list)]


def _open_link(page: Page | None) -> str:
    localized = page.localized if page is not None else None
    url = localized.url if localized is not None and localized.live else None
    return f'<a href="{escape(url)}">' if url else "<a>"


def collect_link_targets(html: str) -> set[str]:
    """What the links of stored rich text lead to, as dependencies: "page:3", "document:7"."""
    links = ((match[1], _ID.search(match[0])) for match in _LINK.finditer(html))
    return {f"{kind}:{number[1]}" for kind, number in links if number}


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
