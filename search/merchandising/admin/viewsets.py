"""Synonyms, rules, redirects and banners as Wagtail's snippets: with history, comparison and former versions."""

from __future__ import annotations

from typing import Any

from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import CreateView, DeleteView, EditView, IndexView, SnippetViewSet

from cms.catalog.admin.reach.keeping import KeepsWithinReach
from search.merchandising.admin.deleted import DeletedView
from search.merchandising.admin.former import KeepsFormerVersion
from search.merchandising.admin.lists import list_columns, make_filter_set, shorten_lines
from search.merchandising.conflicts import find_conflicts
from search.merchandising.models import QueryRule, SearchBanner, SearchRedirect, SynonymGroup


class _WarnsOfConflicts:
    """What is at odds with others is saved all the same, and said."""

    def save_action(self: Any) -> Any:
        response = super().save_action()  # type: ignore[misc]
        for conflict in find_conflicts(self.object):
            messages.warning(self.request, conflict)
        return response


class GuidedCreateView(_WarnsOfConflicts, CreateView):
    """Begins with the search given in the address (`?query=`): reports lead here."""

    def get_initial_form_instance(self) -> Any:
        text = " ".join(self.request.GET.get("query", "").split())[:120]
        if not text or self.request.method != "GET":
            return super().get_initial_form_instance()
        if self.model is SynonymGroup:
            return SynonymGroup(words=text)
        return self.model(name=text, queries=text)


class GuidedEditView(KeepsFormerVersion, _WarnsOfConflicts, EditView):
    """Saved with what it was before."""


def list_window_panels() -> list[Any]:
    return [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
                FieldRowPanel([FieldPanel("locale"), FieldPanel("channel")]),
                FieldRowPanel([FieldPanel("campaign"), FieldPanel("is_active")]),
            ],
            heading=_("When and where"),
        )
    ]


def list_trigger_panels(*, has_category: bool) -> list[Any]:
    panels: list[Any] = [FieldPanel("match"), FieldPanel("queries")]
    return [
        FieldPanel("name"),
        MultiFieldPanel(
            [*panels, *([FieldPanel("category")] if has_category else [])], heading=_("For which searches")
        ),
    ]


class GuidedDeleteView(DeleteView):
    @property
    def confirmation_message(self) -> str:
        return str(_("It takes effect no more. Under “Recently deleted” it can be brought back, with its versions."))


class GuidedIndexView(IndexView):
    deleted_url_name = ""

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        url = reverse(self.deleted_url_name)
        deleted = Button(_("Recently deleted"), url=url, icon_name="bin", priority=90)
        return [*super().header_more_buttons, deleted]


class GuidedViewSet(KeepsWithinReach, SnippetViewSet):
    index_view_class = GuidedIndexView
    delete_view_class = GuidedDeleteView
    add_view_class = GuidedCreateView
    edit_view_class = GuidedEditView
    # The fallback of Wagtail's search needs an index of its own; these are few rows.
    search_backend_name = None
    list_per_page = 50
    inspect_view_enabled = False

    @cached_property
    def filterset_class(self) -> Any:
        return make_filter_set(self.model)

    @cached_property
    def edit_handler(self) -> Any:
        return ObjectList(self.list_panels()).bind_to_model(self.model)

    def list_panels(self) -> list[Any]:
        raise NotImplementedError

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_index_view_kwargs(deleted_url_name=self.get_url_name("deleted"), **kwargs)

    def get_urlpatterns(self) -> list[Any]:
        names = {
            "model": self.model,
            "list_url_name": self.get_url_name("list"),
            "deleted_url_name": self.get_url_name("deleted"),
        }
        # The menu leads to the first.
        index, *rest = super().get_urlpatterns()
        return [index, path("deleted/", DeletedView.as_view(**names), name="deleted"), *rest]


class SynonymViewSet(GuidedViewSet):
    model = SynonymGroup
    icon = "openquote"
    menu_label = _("Synonyms")
    menu_name = "search-synonyms"
    base_url_path = "search/synonyms"
    search_fields = ["words", "finds", "campaign"]
    list_display = ["__str__", *list_columns()]

    def list_panels(self) -> list[Any]:
        return [FieldPanel("words"), FieldPanel("finds"), *list_window_panels()]


class QueryRuleViewSet(GuidedViewSet):
    model = QueryRule
    icon = "order"
    menu_label = _("Rules")
    menu_name = "search-rules"
    base_url_path = "search/rules"
    search_fields = ["name", "queries", "campaign"]
    list_display = ["name", Column("queries", label=_("Searches"), accessor=shorten_lines("queries")), *list_columns()]

    def list_panels(self) -> list[Any]:
        return [*list_trigger_panels(has_category=True), FieldPanel("actions"), *list_window_panels()]


class RedirectViewSet(GuidedViewSet):
    model = SearchRedirect
    icon = "redirect"
    menu_label = _("Redirects")
    menu_name = "search-redirects"
    base_url_path = "search/redirects"
    search_fields = ["name", "queries", "address", "campaign"]
    list_display = [
        "name",
        Column("queries", label=_("Searches"), accessor=shorten_lines("queries")),
        "address",
        *list_columns(),
    ]

    def list_panels(self) -> list[Any]:
        return [*list_trigger_panels(has_category=False), FieldPanel("address"), *list_window_panels()]


class BannerViewSet(GuidedViewSet):
    model = SearchBanner
    icon = "image"
    menu_label = _("Banners")
    menu_name = "search-banners"
    base_url_path = "search/banners"
    search_fields = ["name", "queries", "heading", "campaign"]
    list_display = [
        "name",
        "heading",
        Column("queries", label=_("Searches"), accessor=shorten_lines("queries")),
        *list_columns(),
    ]

    def list_panels(self) -> list[Any]:
        shown = [FieldPanel(name) for name in ("heading", "text", "picture", "address", "place")]
        return [
            *list_trigger_panels(has_category=True),
            MultiFieldPanel(shown, heading=_("What is shown")),
            *list_window_panels(),
        ]
