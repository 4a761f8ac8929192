"""Articles' metadata, one row an article; what is in its text stays on its screen."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page, Revision
from wagtail.permissions import page_permission_policy

from cms.bulk.cells.columns import Column
from cms.bulk.cells.kinds import BooleanKind, ChoiceKind, TextKind, TimeKind, keep_time
from cms.bulk.subjects import drafting
from cms.bulk.subjects.subject import Circumstances, Done, Key, RowRefused, Subject, Target, batched
from cms.content.models import ArticlePage
from cms.content.models.article import ArticleKind
from cms.delivery.problems import Problem, keep_errors

FIELDS = ("title", "slug", "kind", "lead", "seo_title", "search_description", "is_indexed", "shown_at")
_STATES = {"live": gettext_lazy("live"), "changed": gettext_lazy("live + draft"), "draft": gettext_lazy("draft")}


class Articles(Subject):
    name = "articles"
    label = gettext_lazy("Articles")
    icon = "doc-full"
    explanation = gettext_lazy("Title, kind, lead, date and what search engines see.")
    can_publish = True
    batch = 25

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return (
            Column("page", gettext_lazy("Page number"), TextKind(20), is_identity=True, width=12),
            Column("language", gettext_lazy("Language"), TextKind(20), is_shown_only=True, width=12),
            Column("address", gettext_lazy("Address"), TextKind(2000), is_shown_only=True, width=36),
            Column("title", gettext_lazy("Title"), TextKind(255), is_required=True, width=46),
            Column("slug", gettext_lazy("Slug"), TextKind(255), is_required=True, width=24),
            Column(
                "kind", gettext_lazy("Kind"), ChoiceKind(lambda: dict(ArticleKind.choices)),
                is_required=True, is_listed=True, width=14,
            ),
            Column("lead", gettext_lazy("Lead"), TextKind(500, has_lines=True), width=46),
            Column("seo_title", gettext_lazy("Title tag"), TextKind(255), width=30),
            Column("search_description", gettext_lazy("Meta description"), TextKind(1000, has_lines=True), width=40),
            Column(
                "is_indexed", gettext_lazy("Found by search engines"), BooleanKind(), is_required=True, is_listed=True
            ),
            Column("shown_at", gettext_lazy("Date shown"), TimeKind(), width=20),
            Column("state", gettext_lazy("Status"), ChoiceKind(lambda: _STATES), is_shown_only=True, width=12),
        )  # fmt: skip

    def list_columns(self) -> Sequence[Column]:
        return self.columns

    def may_use(self, user: Any) -> bool:
        return page_permission_policy.explorable_instances(user).type(ArticlePage).exists() and self._may(
            user, "change"
        )

    def may_publish(self, user: Any) -> bool:
        return self._may(user, "publish")

    @staticmethod
    def _may(user: Any, action: str) -> bool:
        pages = page_permission_policy.instances_user_has_permission_for(user, action)
        return pages.type(ArticlePage).exists()

    def choose(self, request: Any) -> Any:
        pages = page_permission_policy.instances_user_has_permission_for(request.user, "change")
        parent = request.GET.get("parent", "")
        if parent.isdecimal() and (found := Page.objects.filter(pk=parent).first()):
            pages = pages.descendant_of(found)
        articles = ArticlePage.objects.filter(pk__in=pages.order_by().values("pk"))
        if locale := request.GET.get("locale"):
            articles = articles.filter(locale__language_code=locale)
        return articles.order_by("path")

    def iterate(self, chosen: Any) -> Iterator[Target]:
        for batch in batched(chosen.values_list("pk", flat=True).iterator(chunk_size=2000), 500):
            yield from _describe(ArticlePage.objects.filter(pk__in=batch).select_related("locale").order_by("path"))

    def find(self, keys: Sequence[Key], *, locks: bool) -> dict[Key, Target]:
        ids = [int(key[0]) for key in keys if key[0].isdecimal() and len(key[0]) < 12]
        if locks:
            list(ArticlePage.objects.filter(pk__in=ids).select_for_update(of=("self",)).only("pk"))
        pages = ArticlePage.objects.filter(pk__in=ids).select_related("locale").order_by("path")
        return drafting.note_held({target.key: target for target in _describe(pages)})

    def make_target(self, key: Key) -> Target:
        raise RowRefused(
            _("There is no article with the number %(key)s. Write it on its own screen; or correct the number.")
            % {"key": key[0]},
            "page",
        )

    def check(self, target: Target, changes: Mapping[str, Any], circumstances: Circumstances) -> None:
        page = target.object
        rights = page.permissions_for_user(circumstances.user)
        if not page_permission_policy.user_has_permission_for_instance(circumstances.user, "change", page):
            raise RowRefused(_("You may not change this one. Ask for the right, or delete the row."))
        if circumstances.publishes and page.live and not rights.can_publish():
            raise RowRefused(_("You may not publish this one. Write drafts, and have them published."))
        drafting.require_unlocked(target, circumstances)
        _assign(drafting.read_draft(page), changes)

    def find_obstacles(
        self, rows: Sequence[tuple[Target, Mapping[str, Any]]], circumstances: Circumstances
    ) -> list[Sequence[Problem]]:
        found: list[Sequence[Problem]] = []
        for target, changes in rows:
            candidate: Any = drafting.read_candidate(target, circumstances)
            _assign(candidate, changes)
            found.append(keep_errors(candidate.list_problems(at=circumstances.at)))
        return found

    def write(self, target: Target, changes: Mapping[str, Any], circumstances: Circumstances) -> dict[str, Any]:
        names = list(changes)
        return drafting.write(target.object, lambda one: _assign(one, changes), _read, names, circumstances)

    def restore(self, target: Target, done: Done, circumstances: Circumstances) -> None:
        drafting.require_same_live(target.object, _read, done.after, done.memory)
        live = {**done.before, **done.memory.get("live_before", {})}
        drafting.restore(
            target.object,
            lambda one: _assign(one, done.before),
            lambda one: _assign(one, live),
            done.memory,
            circumstances,
        )


def _assign(page: ArticlePage, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if name == "shown_at":
            page.shown_at = drafting.as_moment(value)
            continue
        field: Any = ArticlePage._meta.get_field(name)
        try:
            setattr(page, name, field.clean(value, page))
        except ValidationError as error:
            raise RowRefused(" ".join(error.messages), name) from None
    if "slug" in values:
        try:
            copy.copy(page)._check_slug_is_unique()
        except ValidationError as error:
            raise RowRefused(" ".join(error.messages), "slug") from None


def _read(page: ArticlePage) -> dict[str, Any]:
    return {name: keep_time(page.shown_at) if name == "shown_at" else getattr(page, name) for name in FIELDS}


def _read_revised(data: Mapping[str, Any]) -> dict[str, Any]:
    values = {name: data.get(name) or "" for name in FIELDS}
    moment = data.get("shown_at")
    if isinstance(moment, str):
        moment = parse_datetime(json.loads(moment) if moment.startswith('"') else moment)
    return {**values, "is_indexed": bool(data.get("is_indexed", True)), "shown_at": keep_time(moment)}


def _describe(pages: Any) -> Iterator[Target]:
    rows = list(pages)
    drafts = Revision.objects.in_bulk([one.latest_revision_id for one in rows if drafting.has_draft(one)])
    for page in rows:
        revision = drafts.get(page.latest_revision_id)
        values = _read(page) if revision is None else _read_revised(revision.content)
        state = "draft" if not page.live else "changed" if page.has_unpublished_changes else "live"
        shown = {"page": str(page.pk), "language": page.locale.language_code, "address": page.delivered_address}
        yield Target(
            (str(page.pk),),
            values["title"],
            {**shown, **values, "state": state},
            page,
            reverse("wagtailadmin_pages:edit", args=[page.pk]),
        )
