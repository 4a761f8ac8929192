from __future__ import annotations

from typing import Any

import graphene
from django.conf import settings

from storefront.json_ld import describe_organization, describe_website, write_json_ld
from storefront.sources.article_data import make_absolute
from storefront.sources.trails import make_url
from storefront.types.base import Delivered, read_page, required_list
from storefront.types.image import Image
from storefront.types.node import Localised


class Place(Delivered):
    """Where else the shop can be met."""

    name = graphene.NonNull(graphene.String, description='What it is called: "Weibo".')
    url = graphene.NonNull(graphene.String, description="Its address.")


class Language(Delivered):
    """A locale of the shop."""

    code = graphene.NonNull(graphene.String, description='As in addresses: "zh-hans".')
    name = graphene.NonNull(graphene.String, description='In its own words: "简体中文".')
    is_default = graphene.NonNull(graphene.Boolean, description="Whether it stands in for others first.")


class Site(graphene.ObjectType):
    """Who the shop is: what every page says of it."""

    class Meta:
        interfaces = (Localised,)
        default_resolver = read_page

    name = graphene.NonNull(graphene.String, description="What the shop is called.")
    slogan = graphene.NonNull(graphene.String, description="Its slogan; may be empty.")
    description = graphene.NonNull(graphene.String, description="What it is; may be empty.")
    logo = graphene.Field(Image, description="Its logo, if it has one.")
    share_image = graphene.Field(Image, description="To show where a page is shared that has no picture of its own.")
    phone = graphene.NonNull(graphene.String, description="May be empty.")
    email = graphene.NonNull(graphene.String, description="May be empty.")
    filing_number = graphene.NonNull(
        graphene.String, description="The ICP number that has to stand on every page; may be empty."
    )
    notice = graphene.NonNull(graphene.String, description="For the very foot; may be empty.")
    places = required_list(Place, "Where else it can be met.")
    languages = required_list(Language, "The locales of the shop, in order: for a language menu.")
    url = graphene.NonNull(graphene.String, description="The whole address of its home page in this locale.")
    json_ld = required_list(
        graphene.String, 'Organization and WebSite, each ready for `<script type="application/ld+json">`.'
    )

    @staticmethod
    def resolve_languages(_source: Any, _info: Any) -> list[dict[str, Any]]:
        return [
            {"code": code, "name": name, "isDefault": code == settings.LANGUAGE_CODE}
            for code, name in settings.WAGTAIL_CONTENT_LANGUAGES
        ]

    @staticmethod
    def resolve_url(source: Any, _info: Any) -> str:
        return make_url("/", source.locale)

    @staticmethod
    def resolve_json_ld(source: Any, info: Any) -> list[str]:
        return [write_json_ld(one) for one in describe_site(source, info)]


def describe_site(source: Any, info: Any) -> list[dict[str, Any]]:
    """Who the shop is, and what its website is."""
    url = make_url("/", source.locale)
    site = {**source.data}
    if logo := site.get("logo"):
        site["logo"] = {**logo, "url": make_absolute(logo["url"], info.context.public_origin)}
    search = f"{make_url('/search', source.locale)}?q={{text}}"
    return [
        describe_organization(site, url=url),
        describe_website(site, url=url, search=search, locale=source.locale),
    ]
