"""What is written about products, one row a product and language: drafted or published as on the screen."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Locale, Revision
from wagtail.permissions import policy_registry

from cms.bulk.cells.columns import Column
from cms.bulk.cells.kinds import ChoiceKind, ListKind, TextKind
from cms.bulk.subjects import drafting
from cms.bulk.subjects.choosing import choose_contents
from cms.bulk.subjects.facts import KEY_COLUMN
from cms.bulk.subjects.prose import read_prose, write_prose
from cms.bulk.subjects.reaching import require_reach
from cms.bulk.subjects.subject import Circumstances, Done, Key, RowRefused, Subject, Target, batched
from cms.catalog.feeds.streams import make_raw, make_stream
from cms.catalog.forms.content import find_free_slug
from cms.catalog.models import Product, ProductContent
from cms.catalog.scoring.checking import check_products
from cms.delivery.problems import Problem

FIELDS = ("title", "slug", "summary", "selling_points", "details", "search_terms", "seo_title", "seo_description")
_STREAMS = ("selling_points", "details")
_STATES = {"live": gettext_lazy("live"), "changed": gettext_lazy("live + draft"), "draft": gettext_lazy("draft")}


class Words(Subject):
    name = "words"
    label = gettext_lazy("Product texts")
    icon = "pick"
    explanation = gettext_lazy(
        "Title, selling points, descriptions, by language. A language that a product has no text in gets a draft."
    )
    can_publish = True
    can_create = True
    batch = 25

    @cached_property
    def locales(self) -> dict[str, Locale]:
        return {locale.language_code: locale for locale in Locale.objects.all()}

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        languages = {code: locale.get_display_name() for code, locale in self.locales.items()}
        return (
            KEY_COLUMN,
            Column(
                "language", gettext_lazy("Language"), ChoiceKind(lambda: languages), is_identity=True, is_listed=True
            ),
            Column("title", gettext_lazy("Title"), TextKind(255), is_required=True, width=46),
            Column(
                "slug",
                gettext_lazy("Slug"),
                TextKind(255),
                gettext_lazy("The last part of the address. Of a new text it is made of the title where it is empty."),
                is_required=True,
                width=24,
            ),
            Column("summary", gettext_lazy("Short description"), TextKind(2000, has_lines=True), width=46),
            Column(
                "selling_points",
                gettext_lazy("Selling points"),
                ListKind(80),
                gettext_lazy("Three to five, one a line (Alt+Enter), each of at most 80 characters."),
                width=46,
            ),
            Column(
                "details",
                gettext_lazy("Details"),
                TextKind(20_000, has_lines=True),
                gettext_lazy(
                    "Paragraphs with an empty line between; a line that begins with # is a heading. What stands in ⟦ ⟧ "
                    "is a picture or a formatted text: it may be moved, not changed."
                ),
                width=60,
            ),
            Column("search_terms", gettext_lazy("Search words"), TextKind(500), width=30),
            Column("seo_title", gettext_lazy("Title tag"), TextKind(120), width=30),
            Column("seo_description", gettext_lazy("Meta description"), TextKind(320, has_lines=True), width=40),
            Column("state", gettext_lazy("Status"), ChoiceKind(lambda: _STATES), is_shown_only=True, width=12),
        )

    def list_columns(self) -> Sequence[Column]:
        return self.columns

    def may_use(self, user: Any) -> bool:
        return user.has_perm("catalog.change_productcontent")

    def may_publish(self, user: Any) -> bool:
        return user.has_perm("catalog.publish_productcontent")

    def choose(self, request: Any) -> Any:
        return choose_contents(request)

    def iterate(self, chosen: Any) -> Iterator[Target]:
        ids = chosen.values_list("pk", flat=True)
        for batch in batched(ids.iterator(chunk_size=2000), 500):
            contents = ProductContent.objects.filter(pk__in=batch).select_related("product", "locale").order_by("pk")
            yield from self._describe(contents)

    def find(self, keys: Sequence[Key], *, locks: bool) -> dict[Key, Target]:
        contents = ProductContent.objects.filter(product__key__in={key for key, _language in keys})
        if locks:
            list(contents.select_for_update(of=("self",)).order_by("pk").only("pk"))
        wanted = set(keys)
        described = self._describe(contents.select_related("product__category", "locale").order_by("pk"))
        return drafting.note_held({target.key: target for target in described if target.key in wanted})

    def make_target(self, key: Key) -> Target:
        product = Product.objects.filter(key=key[0]).first()
        if product is None:
            raise RowRefused(
                _("There is no product “%(key)s”. Make it first, with its facts or by a feed; or correct the key.")
                % {"key": key[0]},
                "product",
            )
        empty = {name: [] if name == "selling_points" else "" for name in FIELDS}
        return Target(key, key[0], {"product": key[0], "language": key[1], "state": "draft", **empty})

    def check(self, target: Target, changes: Mapping[str, Any], circumstances: Circumstances) -> None:
        if target.object is None:
            draft = self._start(target, changes, circumstances)
        else:
            require_reach(circumstances.user, target.object)
            _require_rights(target.object, circumstances)
            drafting.require_unlocked(target, circumstances)
            draft = drafting.read_draft(target.object)
        self._assign(draft, changes)

    def find_obstacles(
        self, rows: Sequence[tuple[Target, Mapping[str, Any]]], circumstances: Circumstances
    ) -> list[Sequence[Problem]]:
        candidates = {}
        for place, (target, changes) in enumerate(rows):
            # A new text is a draft, and is looked at when somebody publishes it.
            if candidate := drafting.read_candidate(target, circumstances):
                self._assign(candidate, changes)
                candidates[place] = candidate
        problems = check_products(list(candidates.values()), at=circumstances.at) if candidates else []
        found = dict(zip(candidates, problems, strict=True))
        return [found.get(place, ()) for place in range(len(rows))]

    def write(self, target: Target, changes: Mapping[str, Any], circumstances: Circumstances) -> dict[str, Any]:
        if target.object is not None:
            names = list(changes)
            return drafting.write(target.object, lambda one: self._assign(one, changes), _read, names, circumstances)
        content = self._start(target, changes, circumstances)
        self._assign(content, changes)
        content.full_clean()
        content.save()
        content.save_revision(user=circumstances.user, log_action="wagtail.create", clean=False)
        return {}

    def restore(self, target: Target, done: Done, circumstances: Circumstances) -> None:
        require_reach(circumstances.user, target.object)
        drafting.require_same_live(target.object, _read, done.after, done.memory)
        live = {**done.before, **done.memory.get("live_before", {})}
        drafting.restore(
            target.object,
            lambda one: self._assign(one, done.before),
            lambda one: self._assign(one, live),
            done.memory,
            circumstances,
        )

    def remove(self, target: Target, circumstances: Circumstances) -> None:
        content = target.object
        require_reach(circumstances.user, content)
        if content.live or content.revisions.count() > 1:
            raise RowRefused(_("The new text has been worked on since. Delete it by hand if it has to go."))
        content.delete()

    def _start(self, target: Target, changes: Mapping[str, Any], circumstances: Circumstances) -> ProductContent:
        """A draft about the product in a language it has none in."""
        if not circumstances.user.has_perm("catalog.add_productcontent"):
            raise RowRefused(_("You may not write about products in another language. Ask for the right."))
        if not changes.get("title"):
            raise RowRefused(_("A new text needs a title."), "title")
        product = Product.objects.select_related("category").get(key=target.key[0])
        require_reach(circumstances.user, product)
        locale = self.locales[target.key[1]]
        content = ProductContent(product=product, locale=locale, live=False, has_unpublished_changes=True)
        other = product.contents.first()
        if other is not None:
            content.translation_key = other.translation_key
        content.slug = find_free_slug(str(changes["title"]), locale_id=locale.pk)
        return content

    def _assign(self, content: ProductContent, values: Mapping[str, Any]) -> None:
        for name, value in values.items():
            self._set(content, name, value)
        if "slug" in values:
            self._require_free_slug(content)

    def settle(self, target: Target, name: str, value: Any) -> Any:
        if name != "details":
            return value
        draft = drafting.read_draft(target.object) if target.object is not None else None
        raw = list(draft.details.raw_data) if draft is not None else []
        return write_prose(read_prose(value, raw, column=name))

    @staticmethod
    def _set(content: ProductContent, name: str, value: Any) -> None:
        if name == "details":
            raw = read_prose(value, list(content.details.raw_data), column=name)
            content.details = make_stream(name, raw)
            return
        if name == "selling_points":
            raw = make_raw("selling_points", value, key=content.product.key)
            content.selling_points = make_stream("selling_points", raw)
            return
        if name == "slug" and not value:
            return
        field: Any = ProductContent._meta.get_field(name)
        try:
            setattr(content, name, field.clean(value, content))
        except ValidationError as error:
            raise RowRefused(" ".join(error.messages), name) from None

    @staticmethod
    def _require_free_slug(content: ProductContent) -> None:
        others = ProductContent.objects.filter(locale_id=content.locale_id, slug=content.slug).exclude(pk=content.pk)
        other = others.first()
        if other is not None:
            free = find_free_slug(content.slug, locale_id=content.locale_id, exclude=content.pk)
            raise RowRefused(
                _("“%(other)s” already has the address “%(slug)s” in this language. “%(free)s” is free.")
                % {"other": other.title, "slug": content.slug, "free": free},
                "slug",
            )

    def _describe(self, contents: Any) -> Iterator[Target]:
        rows = list(contents)
        drafts = Revision.objects.in_bulk([one.latest_revision_id for one in rows if drafting.has_draft(one)])
        for content in rows:
            revision = drafts.get(content.latest_revision_id)
            values = _read(content) if revision is None else _read_revised(revision.content)
            state = "draft" if not content.live else "changed" if content.has_unpublished_changes else "live"
            key = (content.product.key, content.locale.language_code)
            yield Target(
                key,
                values["title"],
                {"product": key[0], "language": key[1], **values, "state": state},
                content,
                reverse("wagtailsnippets_catalog_productcontent:edit", args=[content.pk]),
            )


def _require_rights(content: ProductContent, circumstances: Circumstances) -> None:
    policy = policy_registry.get_by_type(ProductContent)
    if not policy.user_has_permission_for_instance(circumstances.user, "change", content):
        raise RowRefused(_("You may not change this one. Ask for the right, or delete the row."))
    publishes = circumstances.publishes and content.live
    if publishes and not policy.user_has_permission_for_instance(circumstances.user, "publish", content):
        raise RowRefused(_("You may not publish this one. Write drafts, and have them published."))


def _read(content: ProductContent) -> dict[str, Any]:
    values = {name: getattr(content, name) for name in FIELDS if name not in _STREAMS}
    return {**values, **_read_streams(list(content.selling_points.raw_data), list(content.details.raw_data))}


def _read_revised(data: Mapping[str, Any]) -> dict[str, Any]:
    """The same of a revision's data, without making an object of them."""
    values = {name: data.get(name) or "" for name in FIELDS if name not in _STREAMS}
    points, details = (json.loads(data.get(name) or "[]") for name in _STREAMS)
    return {**values, **_read_streams(points, details)}


def _read_streams(points: Sequence[Any], details: Sequence[Any]) -> dict[str, Any]:
    return {"selling_points": [str(block["value"]) for block in points], "details": write_prose(details)}
