"""Reports on searches: what is asked for, what finds nothing, what nobody clicks, what is slow, what is new."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import NoReverseMatch, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports.base import ReportView
from wagtail.permissions import ModelPermissionPolicy

from search.behaviour.admin.charts import Chart, draw_days
from search.behaviour.admin.figures import QueryFigures, count_days, list_growing, list_phrases
from search.behaviour.admin.filters import QueryFilterSet
from search.behaviour.models import BehaviourSettings, QueryDay

NAMESPACE = "search_reports"
PERMISSION = "behaviour.view_reports"
_FORMS = (
    ("merchandising.add_synonymgroup", "wagtailsnippets_merchandising_synonymgroup:add", gettext_lazy("Add synonyms")),
    ("merchandising.add_searchredirect", "wagtailsnippets_merchandising_searchredirect:add", gettext_lazy("Redirect")),
)
_FEWEST_FOLLOWED = 5


class ReportsPolicy(ModelPermissionPolicy):
    """Who may see reports: the rows themselves are nobody's to change."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and user.is_active and user.has_perm(PERMISSION)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


class PhraseColumn(Column):
    """The phrase, with what can be done about it."""

    cell_template_name = "behaviour/phrase_cell.html"

    def __init__(self, name: str, *, leads_on: bool, **options: Any) -> None:
        super().__init__(name, accessor=name, **options)
        self.leads_on = leads_on

    def get_cell_context_data(self, instance: QueryFigures, parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        links = list_ways_out(parent_context["request"].user, instance.phrase) if self.leads_on else []
        return {**context, "links": links}


def list_ways_out(user: Any, phrase: str) -> list[tuple[str, Any]]:
    """Where `user` may do something about what a phrase finds; only what this installation has."""
    found = []
    for permission, name, label in _FORMS:
        if not user.has_perm(permission):
            continue
        try:
            found.append((f"{reverse(name)}?{urlencode({'query': phrase})}", label))
        except NoReverseMatch:
            continue
    return found


class NumberColumn(Column):
    """A number, aligned as numbers are."""

    cell_template_name = "behaviour/number_cell.html"

    def __init__(self, name: str, label: Any, *, form: str = "count", **options: Any) -> None:
        super().__init__(name, label=label, accessor=name, **options)
        self.form = form

    def get_cell_context_data(self, instance: QueryFigures, parent_context: Any) -> dict[str, Any]:
        return {**super().get_cell_context_data(instance, parent_context), "form": self.form}


class QueryReport(ReportView):
    """What every report on queries has: days and language to choose, a chart, the numbers, CSV and XLSX."""

    template_name = "behaviour/report.html"
    results_template_name = "behaviour/report_results.html"
    filterset_class = QueryFilterSet
    model = QueryDay
    permission_policy = ReportsPolicy(QueryDay)
    permission_required = "view"
    header_icon = "search"
    no_results_message = gettext_lazy("Nothing in these days. Searches are counted a few seconds after they are made.")
    name = ""
    note: str | Promise = ""
    part = "empty"
    part_title: str | Promise = gettext_lazy("without results")
    leads_on = False
    """Whether something can be done about each query right here."""
    numbers: tuple[tuple[str, Any, str], ...] = ()

    @property
    def index_url_name(self) -> str:
        return f"{NAMESPACE}:{self.name}"

    @property
    def index_results_url_name(self) -> str:
        return f"{NAMESPACE}:{self.name}_results"

    @cached_property
    def columns(self) -> list[Column]:
        return [
            PhraseColumn("phrase", leads_on=self.leads_on, label=_("Query")),
            Column("locale", label=_("Language"), accessor=_name_language),
            *(NumberColumn(name, label, form=form) for name, label, form in self.numbers),
        ]

    @property
    def list_export(self) -> list[str]:
        return ["phrase", "locale", *(name for name, _label, _form in self.numbers)]

    @property
    def export_headings(self) -> dict[str, Any]:
        return {"phrase": _("Query"), "locale": _("Language"), **{name: label for name, label, _form in self.numbers}}

    @property
    def custom_field_preprocess(self) -> dict[str, Any]:
        # What shoppers type must not become a formula where somebody opens the file.
        return {"phrase": {self.FORMAT_CSV: _disarm, self.FORMAT_XLSX: str}}

    def get_filename(self) -> str:
        return f"search-{self.name}"

    def get_queryset(self) -> Any:
        return QueryDay.objects.all()

    def get_filtered_queryset(self) -> Any:
        # A day that is none is said beside its field, and must not make a report of all that ever was.
        since, until = self.stretch
        self.days = self.filter_queryset(self.get_queryset()).filter(day__gte=since, day__lte=until)
        return self.list_rows()

    def list_rows(self) -> list[QueryFigures]:
        raise NotImplementedError

    @property
    def stretch(self) -> tuple[date, date]:
        return self.filters.read_days()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if self.is_export:
            return context
        return {**context, "chart": self.draw_chart(), "note": self.note, "tabs": _list_tabs(self)}

    def draw_chart(self) -> Chart:
        since, until = self.stretch
        counts = count_days(self.days, self.part)
        return draw_days(counts, since=since, until=until, title=_("searches"), part_title=self.part_title)


def _name_language(figures: QueryFigures) -> str:
    return dict(settings.LANGUAGES).get(figures.locale, figures.locale)


def _disarm(text: str) -> str:
    return f"'{text}" if text[:1] in {"=", "+", "-", "@"} else text


_SEARCHES = ("searches", gettext_lazy("Searches"), "count")
_CLICK_RATE = ("click_rate", gettext_lazy("Led to a click"), "share")
_FOUND = ("found", gettext_lazy("Products found"), "count")


class TopQueries(QueryReport):
    page_title = gettext_lazy("Top queries")
    name = "top"
    note = gettext_lazy("What shoppers ask for most. Clicks are known of shoppers who agreed to being counted.")
    numbers = (
        _SEARCHES,
        _FOUND,
        ("empty_rate", gettext_lazy("Found nothing"), "share"),
        _CLICK_RATE,
        ("average_ms", gettext_lazy("Milliseconds on average"), "count"),
    )

    def list_rows(self) -> list[QueryFigures]:
        return list_phrases(self.days, order="-all_searches", all_searches__gt=0)


class EmptyQueries(QueryReport):
    page_title = gettext_lazy("Queries without results")
    name = "empty"
    leads_on = True
    note = gettext_lazy("Every one is a shopper who left without an answer. Synonyms or a redirect lead on.")
    numbers = (
        ("empty", gettext_lazy("Found nothing"), "count"),
        _SEARCHES,
        ("found", gettext_lazy("Found at best"), "count"),
    )

    def list_rows(self) -> list[QueryFigures]:
        return list_phrases(self.days, order="-all_empty", all_empty__gt=0)


class UnclickedQueries(QueryReport):
    page_title = gettext_lazy("Queries with few clicks")
    name = "unclicked"
    leads_on = True
    part = "clicked"
    part_title = gettext_lazy("led to a click")
    note = gettext_lazy("They find something, but not what was meant. The lowest share of clicks comes first.")
    numbers = (_CLICK_RATE, ("followed", gettext_lazy("Searches followed"), "count"), _SEARCHES, _FOUND)

    def list_rows(self) -> list[QueryFigures]:
        rows = list_phrases(self.days, order="-all_followed", all_followed__gte=_FEWEST_FOLLOWED, most__gt=0)
        return sorted(rows, key=lambda one: (one.click_rate or 0.0, -one.followed, one.phrase))


class SlowQueries(QueryReport):
    page_title = gettext_lazy("Slow queries")
    name = "slow"
    note = gettext_lazy("The slowest answer of each query, for those slower than the settings allow.")
    numbers = (
        ("slowest_ms", gettext_lazy("Milliseconds at most"), "count"),
        ("average_ms", gettext_lazy("Milliseconds on average"), "count"),
        _SEARCHES,
        _FOUND,
    )

    def list_rows(self) -> list[QueryFigures]:
        return list_phrases(self.days, order="-slowest", slowest__gte=BehaviourSettings.load().slow_ms)


class TrendingQueries(QueryReport):
    page_title = gettext_lazy("Trending queries")
    name = "trending"
    note = gettext_lazy("Asked for more in the later half of these days than in the earlier.")
    numbers = (
        ("growth", gettext_lazy("Times as often"), "times"),
        _SEARCHES,
        ("before", gettext_lazy("Before"), "count"),
        _FOUND,
    )

    def list_rows(self) -> list[QueryFigures]:
        since, until = self.stretch
        return list_growing(self.days, since=since, until=until)


REPORTS: tuple[type[QueryReport], ...] = (TopQueries, EmptyQueries, UnclickedQueries, SlowQueries, TrendingQueries)


def _list_tabs(shown: QueryReport) -> list[dict[str, Any]]:
    """The other reports on the same days."""
    query = shown.request.GET.copy()
    for name in ("p", "export", "_w_filter_fragment"):
        query.pop(name, None)
    end = f"?{query.urlencode()}" if query else ""
    return [
        {"label": one.page_title, "url": reverse(f"{NAMESPACE}:{one.name}") + end, "is_shown": isinstance(shown, one)}
        for one in REPORTS
    ]


def list_urls() -> list[Any]:
    """The addresses of the reports, below the admin's own."""
    return [
        pattern
        for one in REPORTS
        for pattern in (
            path(f"reports/searches/{one.name}/", one.as_view(), name=one.name),
            path(f"reports/searches/{one.name}/results/", one.as_view(results_only=True), name=f"{one.name}_results"),
        )
    ]
