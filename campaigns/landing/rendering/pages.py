from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone

from campaigns.landing.contrast import choose_ink
from campaigns.landing.models import CodeGroup, LandingIndexPage, LandingPage
from campaigns.landing.rendering.blocks import LANDING_RENDERERS
from cms.catalog.details import Images
from cms.catalog.rendering import list_locales, read_images
from cms.content.rendering.reading import Rendering, Sources, read_sources
from cms.delivery.kinds import Rendered
from cms.media.delivering import describe_image


def render_landings(pages: Sequence[LandingPage]) -> list[list[Rendered]]:
    """One document for each landing page, in its own locale; a fixed number of queries, and one a rule."""
    streams = [list(page.body.raw_data) for page in pages]
    sources = read_sources(streams, [page.locale.language_code for page in pages])
    images = read_images({pk for page in pages for pk in (page.picture_id, page.background_picture_id) if pk})
    groups = dict(CodeGroup.objects.filter(pk__in=_collect_groups(streams)).values_list("pk", "key"))
    return [[_render_landing(page, raw, sources, images, groups)] for page, raw in zip(pages, streams, strict=True)]


def _collect_groups(streams: list[list[Any]]) -> set[int]:
    values = (child["value"] or {} for raw in streams for child in raw if child["type"] == "group_code")
    return {value["group"] for value in values if value.get("group")}


def _render_landing(
    page: LandingPage, raw: list[Any], sources: Sources, images: Images, groups: Mapping[int, str]
) -> Rendered:
    locale = page.locale.language_code
    rendering = Rendering(sources, locale, LANDING_RENDERERS)
    picture = images.get(page.picture_id or 0)
    listed_at = find_listed_at(page)
    body = {
        "kind": "landing",
        "key": page.delivered_key,
        "locale": locale,
        "slug": page.slug,
        "path": page.delivered_path,
        "title": page.title,
        "summary": page.summary,
        "picture": describe_image(picture, fallback=page.title) if picture else None,
        "blocks": _name_anchors(_name_groups(rendering.render(raw), groups)),
        "theme": _render_theme(page, images),
        "startsAt": write_instant(page.go_live_at),
        "endsAt": write_instant(page.expire_at),
        "listedAt": write_instant(listed_at),
        "seo": {
            "title": page.seo_title or page.title,
            "description": page.search_description or page.summary,
        },
    }
    dependencies = rendering.dependencies | page.delivered_dependencies
    dependencies |= {f"image:{pk}" for pk in (page.picture_id, page.background_picture_id) if pk}
    return Rendered(
        page.delivered_key,
        locale,
        page.slug,
        body,
        frozenset(dependencies),
        path=page.delivered_path,
        listed_at=listed_at,
    )


def find_listed_at(page: LandingPage) -> datetime:
    """What lists are ordered by: when it went live first, or is to."""
    return page.first_published_at or page.go_live_at or timezone.now()


def _name_groups(blocks: list[dict[str, Any]], groups: Mapping[int, str]) -> list[dict[str, Any]]:
    """Group codes name their group by key; those whose group is gone are left out."""
    named = []
    for block in blocks:
        if block["type"] == "group_code":
            key = groups.get(block.pop("groupId"))
            if key is None:
                continue
            block["groupKey"] = key
        named.append(block)
    return named


def _name_anchors(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every shelf has an anchor that no other has."""
    taken: set[str] = set()
    for number, block in enumerate((one for one in blocks if one["type"] == "shelf"), start=1):
        anchor = block["anchor"] if block["anchor"] and block["anchor"] not in taken else f"shelf-{number}"
        taken.add(anchor)
        block["anchor"] = anchor
    return blocks


def _render_theme(page: LandingPage, images: Images) -> dict[str, Any]:
    background = images.get(page.background_picture_id or 0)
    return {
        "primary": page.primary_colour,
        "onPrimary": choose_ink(page.primary_colour),
        "accent": page.accent_colour,
        "onAccent": choose_ink(page.accent_colour),
        "background": page.background_colour,
        "text": page.text_colour,
        "radius": page.radius,
        # It decorates: what is said stands in the blocks.
        "backgroundPicture": {**describe_image(background), "alt": ""} if background else None,
    }


def render_indexes(pages: Sequence[LandingIndexPage]) -> list[list[Rendered]]:
    """One document for each list of landing pages, in its own locale."""
    return [[_render_index(page)] for page in pages]


def _render_index(page: LandingIndexPage) -> Rendered:
    locale = page.locale.language_code
    body = {
        "kind": "landing_index",
        "key": page.delivered_key,
        "locale": locale,
        "slug": page.slug,
        "path": page.delivered_path,
        "title": page.title,
        "summary": page.summary,
        "seo": {"title": page.seo_title or page.title, "description": page.search_description or page.summary},
    }
    dependencies = frozenset(page.delivered_dependencies)
    return Rendered(page.delivered_key, locale, page.slug, body, dependencies, path=page.delivered_path)


def render_groups(groups: Sequence[CodeGroup]) -> list[list[Rendered]]:
    """For each group of codes a document in every locale: it says nothing that would have to be translated."""
    images = read_images({code.picture_id for group in groups for code in group.codes.all()})
    return [[_render_group(group, locale, images) for locale in list_locales()] for group in groups]


def _render_group(group: CodeGroup, locale: str, images: Images) -> Rendered:
    codes = list(group.codes.all())
    body = {
        "kind": "code_group",
        "key": group.key,
        "locale": locale,
        "codes": [
            {
                "name": code.name,
                "picture": describe_image(images[code.picture_id], fallback=code.name),
                "capacity": code.capacity,
                "joined": code.joined,
                "isFull": code.is_full,
                "expiresAt": write_instant(code.expires_at),
            }
            for code in codes
            if code.picture_id in images
        ],
    }
    dependencies = frozenset(f"image:{code.picture_id}" for code in codes)
    return Rendered(group.key, locale, group.key, body, dependencies)


def write_instant(instant: datetime | None) -> str | None:
    """An instant as documents hold it."""
    return instant.astimezone(UTC).isoformat() if instant else None
