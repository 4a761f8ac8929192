from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone

from campaigns.landing.contrast import choose_ink
from campaigns.landing.models import CodeGroup, LandingIndexPage, LandingPage
from campaigns.landing.rendering.blocks import LANDING_RENDERERS
from cms.catalog.details import Images
from cms.catalog.rendering import list_locales, read_images
from cms.content.rendering.batches import Ancestors, read_locales
from cms.content.rendering.reading import Rendering, read_sources
from cms.content.rendering.seo import describe_seo, label_seo
from cms.delivery.kinds import Rendered
from cms.media.delivering import describe_image


def render_landings(pages: Sequence[LandingPage]) -> list[list[Rendered]]:
    """One document for each landing page, in its own locale; a fixed number of queries, and one a rule.

    A page that is to go live later is rendered as its products will be then.
    """
    now = timezone.now()
    by_moment: dict[datetime, list[LandingPage]] = {}
    for page in pages:
        moment = page.go_live_at if page.go_live_at is not None and page.go_live_at > now else now
        by_moment.setdefault(moment, []).append(page)
    rendered = {}
    for at, group in by_moment.items():
        batch = _Batch(group, at=at)
        rendered.update({id(page): batch.render(page) for page in group})
    return [[rendered[id(page)]] for page in pages]


class _Batch:
    """What all landing pages of a batch need."""

    def __init__(self, pages: Sequence[LandingPage], *, at: datetime) -> None:
        self.streams = {id(page): list(page.body.raw_data) for page in pages}
        self.locales = read_locales()
        self.ancestors = Ancestors(pages)
        self.sources = read_sources(self.streams.values(), [self.locales[page.locale_id] for page in pages], at=at)
        self.images = read_images({pk for page in pages for pk in _list_image_ids(page)})
        groups = _collect_groups(self.streams.values())
        self.groups = dict(CodeGroup.objects.filter(pk__in=groups).values_list("pk", "key")) if groups else {}

    def render(self, page: LandingPage) -> Rendered:
        locale = self.locales[page.locale_id]
        rendering = Rendering(self.sources, locale, LANDING_RENDERERS)
        blocks = rendering.render(self.streams[id(page)])
        body = self._describe(page, locale, _name_anchors(_name_groups(blocks, self.groups)))
        dependencies = rendering.dependencies | page.delivered_dependencies | self.ancestors.depend(page)
        return Rendered(
            page.delivered_key,
            locale,
            page.slug,
            body,
            frozenset(dependencies | {f"image:{pk}" for pk in _list_image_ids(page)}),
            path=page.delivered_path,
            labels=frozenset(label_seo(page)),
            listed_at=find_listed_at(page),
        )

    def _describe(self, page: LandingPage, locale: str, blocks: list[dict[str, Any]]) -> dict[str, Any]:
        picture = self.images.get(page.picture_id or 0)
        return {
            "kind": "landing",
            "key": page.delivered_key,
            "locale": locale,
            "slug": page.slug,
            "path": page.delivered_path,
            "title": page.title,
            "summary": page.summary,
            "picture": describe_image(picture, fallback=page.title, language=locale) if picture else None,
            "blocks": blocks,
            "theme": _render_theme(page, self.images),
            "startsAt": write_instant(page.go_live_at),
            "endsAt": write_instant(page.expire_at),
            "listedAt": write_instant(find_listed_at(page)),
            "breadcrumbs": self.ancestors.describe(page),
            "seo": describe_seo(page, self.images, description=page.summary),
        }


def _list_image_ids(page: LandingPage) -> set[int]:
    return {pk for pk in (page.picture_id, page.background_picture_id, page.share_picture_id) if pk}


def _collect_groups(streams: Iterable[list[Any]]) -> set[int]:
    values = (child["value"] or {} for raw in streams for child in raw if child["type"] == "group_code")
    return {value["group"] for value in values if value.get("group")}


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
    images = read_images({page.share_picture_id for page in pages if page.share_picture_id})
    locales = read_locales()
    return [[_render_index(page, locales[page.locale_id], images)] for page in pages]


def _render_index(page: LandingIndexPage, locale: str, images: Images) -> Rendered:
    body = {
        "kind": "landing_index",
        "key": page.delivered_key,
        "locale": locale,
        "slug": page.slug,
        "path": page.delivered_path,
        "title": page.title,
        "summary": page.summary,
        "breadcrumbs": [],
        "seo": describe_seo(page, images, description=page.summary),
    }
    shared = {f"image:{page.share_picture_id}"} if page.share_picture_id else set()
    return Rendered(
        page.delivered_key,
        locale,
        page.slug,
        body,
        frozenset(page.delivered_dependencies | shared),
        path=page.delivered_path,
        labels=frozenset(label_seo(page)),
    )


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
