"""What was judged, as a list that can be taken along as the file `search_evaluate` reads."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, StreamingHttpResponse
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn, UserColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from search.merchandising.judging import COLUMNS, list_judgements
from search.merchandising.models import SearchJudgement


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, value: str) -> str:
        return value


def download_judgements(request: HttpRequest) -> StreamingHttpResponse:
    """Everything judged in one language as CSV."""
    if not request.user.has_perm("merchandising.view_searchjudgement"):
        raise PermissionDenied
    known = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
    locale = request.GET.get("locale", "")
    locale = locale if locale in known else settings.LANGUAGE_CODE
    writer = csv.writer(_Echo())

    def write() -> Iterator[str]:
        yield writer.writerow(COLUMNS)
        for row in list_judgements(locale=locale):
            yield writer.writerow(row)

    name = f'attachment; filename="judgements-{locale}.csv"'
    return StreamingHttpResponse(write(), content_type="text/csv; charset=utf-8", headers={"Content-Disposition": name})


class JudgementListView(generic.IndexView):
    is_searchable = True
    default_ordering = "-judged_at"

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self._get_title_column("query"),
            Column("product", label=_("Product"), accessor="product.key"),
            Column("rating", label=_("Rating"), sort_key="rating"),
            Column("locale", label=_("Language"), sort_key="locale"),
            UserColumn("judged_by", label=_("Judged by")),
            DateColumn("judged_at", label=_("Judged"), sort_key="judged_at"),
        ]

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("product", "judged_by__wagtail_userprofile")

    def search_queryset(self, queryset: Any) -> Any:
        return queryset.filter(query__icontains=self.search_query) if self.search_query else queryset

    def get_edit_url(self, instance: SearchJudgement) -> str:
        """Where it is judged: among the other products that are found."""
        place = {"q": instance.query, "locale": instance.locale}
        return f"{reverse('search_workbench:index')}?{urlencode(place)}"

    @cached_property
    def header_buttons(self) -> list[Any]:
        return [
            HeaderButton(
                _("Download as CSV (%(language)s)") % {"language": name},
                url=f"{reverse('search_judgements:download')}?{urlencode({'locale': code})}",
                icon_name="download",
            )
            for code, name in settings.WAGTAIL_CONTENT_LANGUAGES
        ]


class JudgementViewSet(ModelViewSet):
    model = SearchJudgement
    name = "search_judgements"
    url_prefix = "search/judgements"
    icon = "pick"
    menu_label = gettext_lazy("Judgements")
    menu_name = "search-judgements"
    index_view_class = JudgementListView
    form_fields = ["rating"]
    list_filter = ["locale", "rating"]
    copy_view_enabled = False

    def get_urlpatterns(self) -> list[Any]:
        # The menu leads to the first.
        index, *rest = super().get_urlpatterns()
        return [index, path("download/", download_judgements, name="download"), *rest]
