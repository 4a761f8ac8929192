"""Keeps templates, and makes pages and blocks of them."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localtime
from wagtail.log_actions import log
from wagtail.models import Page

from campaigns.landing.models import LandingPage, LandingTemplate
from campaigns.landing.templating.shipped import SHIPPED, ShippedTemplate
from campaigns.landing.templating.values import keep_known, strip_ids
from cms.catalog.reach import refusing
from cms.delivery.slugs import make_slug

THEME = ("primary_colour", "accent_colour", "background_colour", "text_colour", "radius")

Template = ShippedTemplate | LandingTemplate


def list_templates(*, is_page: bool | None = None) -> list[Template]:
    """The shipped templates, then the saved ones by name."""
    saved = LandingTemplate.objects.select_related("picture")
    if is_page is not None:
        saved = saved.filter(is_page=is_page)
    return [*(SHIPPED if is_page is not False else ()), *saved]


def find_template(reference: str) -> Template | None:
    """The template that `reference` names; None where it is gone."""
    shipped = next((one for one in SHIPPED if one.key == reference), None)
    if shipped is not None:
        return shipped
    number = reference.removeprefix("saved-")
    return LandingTemplate.objects.filter(pk=number).first() if number.isdecimal() else None


def read_blocks(template: Template) -> list[dict[str, Any]]:
    """The blocks of `template` as raw stream data, as of now."""
    if isinstance(template, ShippedTemplate):
        return template.make(localtime(timezone.now()))
    return keep_known(template.read_blocks(), list_types())


def list_types() -> list[str]:
    """The types of blocks a landing page may have."""
    return list(find_stream_block().child_blocks)


def find_stream_block() -> Any:
    """The blocks of landing pages."""
    return LandingPage._meta.get_field("body").stream_block  # type: ignore[union-attr]


def save_page_as_template(page: LandingPage, *, name: str, description: str, user: Any) -> LandingTemplate:
    """Keep everything of `page` that another one can start with: blocks and colours, no address and no dates."""
    return LandingTemplate.objects.create(
        name=name,
        description=description,
        picture=page.picture,
        is_page=True,
        blocks=strip_ids(list(page.body.raw_data)),
        theme={field: getattr(page, field) for field in THEME},
        created_by=user,
    )


def save_block_as_template(raw: dict[str, Any], *, name: str, description: str, user: Any) -> LandingTemplate:
    """Keep one block."""
    return LandingTemplate.objects.create(
        name=name, description=description, is_page=False, blocks=[strip_ids(raw)], created_by=user
    )


def find_refusal(template: Template, *, user: Any) -> str:
    """Why `user`, who looks after a part of the shop alone, may not make a page of `template`; "" for who may."""
    return refusing.find_refusal(user, LandingPage(body=find_stream_block().to_python(read_blocks(template))))


@transaction.atomic
def make_page(template: Template, *, parent: Page, title: str, user: Any) -> LandingPage:
    """A draft below `parent` that starts with what `template` holds."""
    theme = {field: value for field, value in template.theme.items() if field in THEME}
    page = LandingPage(title=title, locale=parent.locale, live=False, owner=user, **theme)
    page.slug = find_free_slug(parent, make_slug(title) or "campaign")
    page.body = find_stream_block().to_python(read_blocks(template))
    parent.add_child(instance=page)
    page.save_revision(user=user, log_action=True)
    log(instance=page, action="wagtail.create", user=user, content_changed=True)
    return page


def find_free_slug(parent: Page, wanted: str) -> str:
    """`wanted`, or the first of `wanted-2`, `wanted-3`… that no other page below `parent` has."""
    taken = set(parent.get_children().filter(slug__startswith=wanted).values_list("slug", flat=True))
    if wanted not in taken:
        return wanted
    return next(slug for number in range(2, len(taken) + 3) if (slug := f"{wanted}-{number}") not in taken)
