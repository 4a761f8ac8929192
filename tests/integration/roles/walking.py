"""Finds every area that viewsets and packages of ours have in the admin, and what can be opened and sent in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.contrib.auth.models import Group
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from wagtail.admin.viewsets import viewsets

from campaigns.promotions.models import PromotionGroup
from cms.catalog.models import BannedPhrase, CategoryLimit, Product
from cms.catalog.models import SpecificationDefinition as Specification
from cms.community.models import BoardLimit, ModerationWord, ReviewDimension
from cms.content.models import Menu, Series
from tests import factories
from tests.integration.roles.areas import Shop

OURS = ("cms", "search", "campaigns")
# What is opened by an address that needs nothing but, at most, a row.
ACTIONS = ("index", "list", "add", "edit", "copy", "delete", "history", "usage", "inspect", "unpublish", "export")


def list_viewsets() -> dict[str, Any]:
    """Every viewset of a model of ours, choosers apart, by the name of its addresses."""
    get_resolver().reverse_dict  # noqa: B018 - reading it has the hooks register them
    found = {}
    for viewset in viewsets.viewsets:
        model = getattr(viewset, "model", None)
        names = {one.name for one in viewset.get_urlpatterns()} if model is not None else set()
        if names & {"index", "list"} and model.__module__.split(".")[0] in OURS:
            found[viewset.url_namespace] = viewset
    return found


def list_addresses(viewset: Any, row: Any) -> Iterator[tuple[str, str]]:
    """Action and address, for what the viewset has."""
    for pattern in viewset.get_urlpatterns():
        if pattern.name not in ACTIONS:
            continue
        takes = list(pattern.pattern.converters)
        if takes and (row is None or takes != ["pk"]):
            continue
        action = "list" if pattern.name == "index" else pattern.name
        yield action, reverse(f"{viewset.url_namespace}:{pattern.name}", args=[row.pk] if takes else [])


def list_own_views() -> set[str]:
    """Names of views of ours outside of viewsets that are opened without naming a row."""
    return {name for name, _view in _walk(get_resolver().url_patterns, ()) if name}


def _walk(patterns: Any, spaces: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _walk(one.url_patterns, (*spaces, *([one.namespace] if one.namespace else [])))
        elif isinstance(one, URLPattern) and one.name and not one.pattern.converters:
            view = getattr(one.callback, "view_class", one.callback)
            is_admin = ".admin" in view.__module__ or view.__module__.startswith("cms.operations.")
            if view.__module__.split(".")[0] in OURS and is_admin and not _is_part(one.name, spaces):
                yield ":".join((*spaces, one.name)), view


def _is_part(name: str, spaces: tuple[str, ...]) -> bool:
    """Lists of results, and choosers, which belong to other pages; what viewsets of models have is walked there."""
    return name.endswith("_results") or any("chooser" in space or space in list_viewsets() for space in spaces)


SAMPLES: Mapping[str, Callable[[Shop], Any]] = {
    "catalog.productcontent": lambda shop: shop.content,
    "catalog.product": lambda shop: shop.content.product,
    "catalog.brand": lambda shop: factories.make_brand(),
    "catalog.category": lambda shop: factories.make_category(),
    "catalog.specificationdefinition": lambda shop: Specification.objects.create(
        key="weight", name="重量", type="number", category=factories.make_category()
    ),
    "catalog.bannedphrase": lambda shop: BannedPhrase.objects.create(text="禁词"),
    "catalog.categorylimit": lambda shop: CategoryLimit.objects.create(
        group=Group.objects.create(name="小组"), category=factories.make_category()
    ),
    "community.boardlimit": lambda shop: BoardLimit.objects.create(
        group=Group.objects.create(name="版主"), board=shop.board
    ),
    "community.board": lambda shop: shop.board,
    "community.cannedreason": lambda shop: shop.reason,
    "community.moderationword": lambda shop: ModerationWord.objects.create(word="禁词"),
    "community.reviewdimension": lambda shop: ReviewDimension.objects.create(key="taste", name="口味"),
    "content.author": lambda shop: shop.author,
    "content.series": lambda shop: Series.objects.create(title="系列", slug="series", locale=shop.home.locale),
    "content.menu": lambda shop: Menu.objects.create(key="main", title="主菜单", locale=shop.home.locale),
    "landing.codegroup": lambda shop: shop.group,
    "members.member": lambda shop: shop.member,
    "merchandising.queryrule": lambda shop: shop.rule,
    "promotions.promotion": lambda shop: shop.promotion,
    "promotions.promotiongroup": lambda shop: PromotionGroup.objects.create(name="双十一"),
}
"""A row of each model, where the test's shop has or makes one: what needs none is opened without."""


def find_row(viewset: Any, shop: Shop) -> Any:
    find = SAMPLES.get(viewset.model._meta.label_lower)
    return find(shop) if find is not None else viewset.model._default_manager.first()


def count_rows() -> dict[str, int]:
    """How much there is of everything that the walk could change."""
    models = {viewset.model for viewset in list_viewsets().values()} | {Product}
    return {model._meta.label_lower: model._default_manager.count() for model in models}
