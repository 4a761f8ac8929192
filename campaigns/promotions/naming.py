"""What rules name by key, called by its names; and whole rules read back as sentences with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.timezone import get_default_timezone

from campaigns.promotions.composing_targets import Json, list_named
from campaigns.rules.describing import describe_rules
from campaigns.rules.fields import FieldError
from campaigns.rules.reading_rules import read_rules
from campaigns.rules.values import Key
from cms.catalog.models import Offer, ProductContent
from cms.catalog.models.brand import Brand, BrandText
from cms.catalog.models.category import Category, CategoryText
from cms.money import count_decimals

Names = dict[Key, dict[str, str]]
EMPTY = {"zh": "", "en": ""}


def describe_all(promotions: Sequence[tuple[str, Sequence[Json]]]) -> list[dict[str, str]]:
    """The sentence of each (currency, rules), in at most eight queries for all; empty where rules cannot be read."""
    names = find_names([rule for _, rules in promotions for rule in rules])
    return [describe_named(rules, currency, names) for currency, rules in promotions]


def describe_named(rules: Sequence[Json], currency: str, names: Mapping[Key, Mapping[str, str]]) -> dict[str, str]:
    """The sentence of one promotion's rules; empty where they cannot be read."""
    decimals = count_decimals(currency)
    try:
        read = read_rules(list(rules), "rules", decimals)
    except FieldError:
        return dict(EMPTY)
    return describe_rules(read, currency=currency, decimals=decimals, timezone=get_default_timezone(), names=names)


def find_names(rules: Iterable[Json]) -> Names:
    """What the rules' categories, brands, products and SKUs are called in each language."""
    wanted: dict[str, set[str]] = {}
    for kind, key in list_named(list(rules)):
        wanted.setdefault(kind, set()).add(key)
    names: Names = {}
    if keys := wanted.get("category"):
        _add_named(names, "category", Category, CategoryText, keys)
    if keys := wanted.get("brand"):
        _add_named(names, "brand", Brand, BrandText, keys)
    owners = _find_owners(wanted.get("sku", set()))
    titles = _find_titles({*wanted.get("product", ()), *owners.values()})
    for key in wanted.get("product", ()):
        if key in titles:
            names["product", key] = titles[key]
    for sku, key in owners.items():
        if key in titles:
            names["sku", sku] = titles[key]
    return names


def _add_named(names: Names, kind: str, model: Any, text_model: Any, keys: set[str]) -> None:
    for key, name in model.objects.filter(key__in=keys).values_list("key", "name"):
        names[kind, key] = {"zh": name, "en": name}
    rows = text_model.objects.filter(**{f"{kind}__key__in": keys})
    for key, locale, name in rows.values_list(f"{kind}__key", "locale__language_code", "name"):
        if name:
            names[kind, key][_shorten(locale)] = name


def _find_owners(skus: set[str]) -> dict[str, str]:
    return dict(Offer.objects.filter(sku__in=skus).values_list("sku", "product__key")) if skus else {}


def _find_titles(keys: set[str]) -> dict[str, dict[str, str]]:
    titles: dict[str, dict[str, str]] = {}
    rows = ProductContent.objects.filter(product__key__in=keys) if keys else ProductContent.objects.none()
    for key, locale, title in rows.values_list("product__key", "locale__language_code", "title"):
        titles.setdefault(key, {})[_shorten(locale)] = title
    return titles


def _shorten(locale: str) -> str:
    """ "zh" of "zh-hans"."""
    return locale.partition("-")[0]
