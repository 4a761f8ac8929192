"""What stands around every page: the site and its menus, in as few reads as it takes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from cms.catalog.selectors import find_offers
from cms.delivery.addresses import make_address, read_address
from cms.delivery.live import LiveDocument
from cms.delivery.selectors import find_several, list_kinds
from storefront.context import RequestContext

_SITE = ("site", "site")
_UNSAID = {
    "name": settings.WAGTAIL_SITE_NAME,
    **dict.fromkeys(("slogan", "description", "notice", "phone", "email", "filingNumber"), ""),
    "places": [],
}


@dataclass(slots=True)
class MenuItemSource:
    """An entry that leads somewhere, or that others stand below."""

    id: str
    label: str
    address: str | None
    path: str | None
    children: list[MenuItemSource] = field(default_factory=list)


@dataclass(slots=True)
class MenuSource:
    key: str
    locale: str
    is_fallback: bool
    items: list[MenuItemSource]


class SiteSource:
    """The shop; before an editor has said who it is, it is called what the server is called."""

    def __init__(self, document: LiveDocument | None, locale: str) -> None:
        self.data: dict[str, Any] = {**_UNSAID, "locale": locale, **(document.data if document is not None else {})}
        self.locale = document.locale if document is not None else locale
        self.is_fallback = self.locale != locale


def find_site(*, locale: str, context: RequestContext) -> SiteSource:
    """The site in `locale`."""
    return SiteSource(_read_frame(locale, context).get(_SITE), locale)


def find_menu(key: str, *, locale: str, context: RequestContext) -> MenuSource | None:
    """The menu of that key; entries that lead to what shoppers cannot see are left out."""
    document = _read_frame(locale, context).get(("menu", key))
    if document is None:
        return None
    targets = _read_targets(locale, context)
    items = [_make_item(entry, targets, locale) for entry in document.data["items"]]
    return MenuSource(key, document.locale, document.locale != locale, [item for item in items if item is not None])


def _read_frame(locale: str, context: RequestContext) -> dict[tuple[str, str], LiveDocument]:
    """Site and menus, a shop has but a few, in one query a request."""
    remembered = ("frame", locale)
    if remembered not in context.memory:
        context.memory[remembered] = list_kinds(["site", "menu"], locale=locale, at=context.at)
    return context.memory[remembered]


def _read_targets(locale: str, context: RequestContext) -> dict[tuple[str, str], LiveDocument]:
    """Everything any menu leads to that shoppers can see, in one query, one more where there are products."""
    remembered = ("menu-targets", locale)
    if remembered not in context.memory:
        wanted: dict[str, set[str]] = {}
        for document in _read_frame(locale, context).values():
            for entry in _flatten(document.data.get("items", ())):
                if target := entry["target"]:
                    wanted.setdefault(target["kind"], set()).add(target["key"])
        found = find_several(wanted, locale=locale, at=context.at)
        offers = find_offers([key for kind, key in found if kind == "product"], at=context.at)
        context.memory[remembered] = {
            name: document for name, document in found.items() if name[0] != "product" or name[1] in offers
        }
    return context.memory[remembered]


def _flatten(entries: Any) -> Any:
    for entry in entries:
        yield entry
        yield from _flatten(entry["children"])


def _make_item(
    entry: dict[str, Any], targets: dict[tuple[str, str], LiveDocument], locale: str
) -> MenuItemSource | None:
    children = [child for one in entry["children"] if (child := _make_item(one, targets, locale)) is not None]
    item = MenuItemSource(entry["id"], entry["label"], None, None, children)
    if target := entry["target"]:
        document = targets.get((target["kind"], target["key"]))
        if document is None or not document.path:
            return None
        item.path = document.path
        item.address = make_address(document.path, locale)
        item.label = item.label or document.data.get("title") or document.data.get("name") or document.slug
    elif address := entry["address"]:
        _lead_to(item, address, locale)
    elif not children:
        return None
    return item


def _lead_to(item: MenuItemSource, address: str, locale: str) -> None:
    if not address.startswith("/"):
        item.address = address
        return
    named, item.path = read_address(address)
    # A path alone is meant in the language of whoever reads the menu.
    item.address = address if named else make_address(address, locale)
