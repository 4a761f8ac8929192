"""Makes a page from what the API says: the frame around it, what search engines read, and how long it is good."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.encoding import iri_to_uri

from cms.delivery.addresses import make_address
from shop.languages import list_languages, make_tag
from shop.visits import Visit

SHOP_NAME = "Vitrine"


@dataclass(frozen=True, slots=True)
class Meta:
    """What is said of a page in its head. `path` is where it lives below its locale."""

    title: str
    path: str
    description: str = ""
    translations: Sequence[Mapping[str, str]] = ()
    locale: str = ""
    image: str = ""
    kind: str = "website"
    is_indexed: bool = True
    query: str = ""
    structured: list[dict[str, Any]] = field(default_factory=list)


def render_page(visit: Visit, template: str, meta: Meta, status: int = 200, **context: Any) -> HttpResponse:
    """The page `shop/TEMPLATE.html` in the shop's frame."""
    content = render_to_string(
        f"shop/{template}.html",
        {**context, "frame": visit.ask("frame"), "page": describe_page(visit, meta), "visit": visit},
        request=visit.request,
    )
    return HttpResponse(content, status=status)


def describe_page(visit: Visit, meta: Meta) -> dict[str, Any]:
    """What the head and the frame of a page show."""
    locale = visit.locale
    # What is shown in another language belongs to that language's address, for search engines.
    canonical = make_url(visit, meta.path, locale=meta.locale or locale)
    languages = list_languages(locale, meta.path, meta.translations, meta.query)
    return {
        "title": meta.title,
        "description": meta.description,
        "canonical": canonical,
        "alternates": _list_alternates(visit, meta.translations),
        "languages": languages,
        "image": make_url(visit, meta.image) if meta.image else "",
        "kind": meta.kind,
        "is_indexed": meta.is_indexed and not visit.context.is_preview,
        "structured": meta.structured,
        "tag": make_tag(locale),
        "shop_name": SHOP_NAME,
    }


def make_url(visit: Visit, path: str, *, locale: str = "") -> str:
    """`path` as a whole address: of a page below its locale, or of a picture."""
    if "://" in path:
        return path
    is_file = path.startswith((settings.MEDIA_URL, settings.STATIC_URL))
    address = path if is_file else make_address(path, locale or visit.locale)
    return iri_to_uri(f"{settings.VITRINE_STOREFRONT_URL.rstrip('/')}{address}")


def _list_alternates(visit: Visit, translations: Iterable[Mapping[str, str]]) -> list[tuple[str, str]]:
    found = [(one["locale"], make_url(visit, one["path"], locale=one["locale"])) for one in translations]
    alternates = [(make_tag(locale), url) for locale, url in found]
    return alternates + [("x-default", url) for locale, url in found if locale == settings.LANGUAGE_CODE]
