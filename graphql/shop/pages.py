"""Makes a page from what the API says: the frame around it, and what search engines read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.encoding import iri_to_uri

from cms.delivery.addresses import make_address
from shop.frames import read_frame
from shop.languages import list_languages, make_tag
from shop.visits import Visit


@dataclass(frozen=True, slots=True)
class Meta:
    """What is said of a page in its head. `path` is where it lives below its locale, `query` what narrows it."""

    title: str
    path: str
    description: str = ""
    translations: Sequence[Mapping[str, str]] = ()
    canonical: str = ""
    image: str = ""
    kind: str = "website"
    is_indexed: bool = True
    query: str = ""
    json_ld: Sequence[str] = ()


def describe_content(content: Mapping[str, Any], **said: Any) -> Meta:
    """What the API says of `content` to search engines; `said` goes before it."""
    seo = content["seo"]
    described = {
        "title": seo["title"],
        "path": content["path"],
        "description": seo["description"],
        "translations": content["translations"],
        "canonical": seo["canonical"],
        "image": seo["image"]["url"] if seo["image"] else "",
        "is_indexed": seo["isIndexed"],
        "json_ld": seo["jsonLd"],
    }
    return Meta(**{**described, **said})


def render_page(visit: Visit, template: str, meta: Meta, status: int = 200, **context: Any) -> HttpResponse:
    """The page `shop/TEMPLATE.html` in the shop's frame."""
    frame = read_frame(visit)
    content = render_to_string(
        f"shop/{template}.html",
        {**context, "frame": frame, "page": describe_page(visit, meta, frame["site"]), "visit": visit},
        request=visit.request,
    )
    return HttpResponse(content, status=status)


def describe_page(visit: Visit, meta: Meta, site: Mapping[str, Any]) -> dict[str, Any]:
    """What the head and the frame of a page show."""
    image = meta.image or (site["shareImage"]["url"] if site["shareImage"] else "")
    return {
        "title": meta.title,
        "description": meta.description,
        "canonical": iri_to_uri(meta.canonical) if meta.canonical else make_url(meta.path, visit.locale),
        "alternates": _list_alternates(meta.translations),
        "languages": list_languages(visit.locale, meta.path, meta.translations, meta.query),
        "image": make_whole(image) if image else "",
        "kind": meta.kind,
        "is_indexed": meta.is_indexed and not visit.context.is_preview,
        "json_ld": [*meta.json_ld, *(site["jsonLd"] if meta.path == "/" and meta.is_indexed else ())],
        "tag": make_tag(visit.locale),
    }


def make_url(path: str, locale: str) -> str:
    """The whole address of a page."""
    return make_whole(make_address(path, locale))


def make_whole(address: str) -> str:
    """`address` with the shop's host, where it has none."""
    return iri_to_uri(address if "://" in address else f"{settings.VITRINE_STOREFRONT_URL.rstrip('/')}{address}")


def _list_alternates(translations: Sequence[Mapping[str, str]]) -> list[tuple[str, str]]:
    found = [(one["locale"], make_url(one["path"], one["locale"])) for one in translations]
    alternates = [(make_tag(locale), url) for locale, url in found]
    return alternates + [("x-default", url) for locale, url in found if locale == settings.LANGUAGE_CODE]
