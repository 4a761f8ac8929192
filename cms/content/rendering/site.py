"""Renders what stands around every page: the site itself, and its menus."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.conf import settings
from wagtail.models import Page

from cms.catalog.details import render_picture
from cms.catalog.rendering import list_locales, read_images
from cms.content.models import Menu, SiteProfile, SiteText
from cms.content.rendering import batches
from cms.delivery.kinds import Rendered

_TARGETS = ("page", "category", "brand", "product")


def render_sites(profiles: Sequence[SiteProfile]) -> list[list[Rendered]]:
    """A document in every locale; where the site has no words in one, those of the default stand in."""
    images = read_images({pk for one in profiles for pk in (one.logo_id, one.share_picture_id) if pk})
    texts: dict[int, dict[str, SiteText]] = {}
    for text in SiteText.objects.filter(site__in=profiles).select_related("locale"):
        texts.setdefault(text.site_id, {})[text.locale.language_code] = text
    return [_render_site(profile, texts.get(profile.pk, {}), images) for profile in profiles]


def _render_site(profile: SiteProfile, texts: Mapping[str, SiteText], images: Any) -> list[Rendered]:
    standing_in = texts.get(settings.LANGUAGE_CODE) or next(iter(texts.values()), None)
    dependencies = frozenset(f"image:{pk}" for pk in (profile.logo_id, profile.share_picture_id) if pk)
    places = [{"name": place.name, "url": place.url} for place in profile.places.all()]
    rendered = []
    for locale in list_locales():
        text = texts.get(locale, standing_in)
        body = {
            "kind": "site",
            "key": profile.delivered_key,
            "locale": locale,
            "name": text.name if text else settings.WAGTAIL_SITE_NAME,
            "slogan": text.slogan if text else "",
            "description": text.description if text else "",
            "notice": text.notice if text else "",
            "logo": render_picture(profile.logo_id, images) if profile.logo_id else None,
            "shareImage": render_picture(profile.share_picture_id, images) if profile.share_picture_id else None,
            "phone": profile.phone,
            "email": profile.email,
            "filingNumber": profile.filing_number,
            "places": places,
        }
        rendered.append(Rendered(profile.delivered_key, locale, "", body, dependencies))
    return rendered


def render_menus(menus: Sequence[Menu]) -> list[list[Rendered]]:
    """One document for each menu: what it leads to is named by kind and key, and read when the menu is."""
    raw = {id(menu): list(menu.items.raw_data) for menu in menus}
    pages = _read_pages({pk for items in raw.values() for pk in _list_page_ids(items)})
    locales = batches.read_locales()
    return [
        [
            Rendered(
                menu.key,
                locales[menu.locale_id],
                "",
                {
                    "kind": "menu",
                    "key": menu.key,
                    "locale": locales[menu.locale_id],
                    "items": _render_entries(raw[id(menu)], pages),
                },
            )
        ]
        for menu in menus
    ]


def _list_page_ids(entries: Iterable[Mapping[str, Any]]) -> Iterator[int]:
    for entry in entries:
        if entry["type"] == "page" and entry["value"].get("page"):
            yield entry["value"]["page"]
        yield from _list_page_ids(entry["value"].get("children") or ())


def _read_pages(ids: set[int]) -> dict[int, tuple[str, str]]:
    """(kind, key) of pages that are delivered, by id; whether they are live is seen when the menu is read."""
    found = Page.objects.filter(pk__in=ids).select_related("content_type") if ids else ()
    described = {}
    for page in found:
        kind = getattr(page.specific_class, "delivery_kind", None)
        if kind is not None:
            described[page.pk] = (kind, page.translation_key.hex)
    return described


def _render_entries(entries: Iterable[Mapping[str, Any]], pages: Mapping[int, tuple[str, str]]) -> list[dict[str, Any]]:
    rendered = []
    for entry in entries:
        value = entry["value"]
        target = _find_target(entry["type"], value, pages)
        if entry["type"] in _TARGETS and target is None:
            continue
        rendered.append(
            {
                "id": entry.get("id") or "",
                "label": value.get("label") or "",
                "address": value.get("address") or "",
                "target": {"kind": target[0], "key": target[1]} if target else None,
                "children": _render_entries(value.get("children") or (), pages),
            }
        )
    return rendered


def _find_target(kind: str, value: Mapping[str, Any], pages: Mapping[int, tuple[str, str]]) -> tuple[str, str] | None:
    if kind == "page":
        return pages.get(value.get("page") or 0)
    key = value.get(kind) if kind in _TARGETS else None
    return (kind, key) if key else None
