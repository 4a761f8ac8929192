"""The page of who may do what, and its file."""

from __future__ import annotations

import csv
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.bulk.cells.escaping import escape
from cms.operations.matrix.reading import Matrix, read_matrix

RIGHT = "operations.view_matrix"


class MatrixView(WagtailAdminTemplateMixin, TemplateView):
    """Groups against areas, `?format=csv` as a file."""

    template_name = "operations/matrix/page.html"
    page_title = gettext_lazy("Roles and rights")
    header_icon = "group"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm(RIGHT):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("format") == "csv":
            return write_file(read_matrix())
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "matrix": read_matrix()}


def write_file(matrix: Matrix) -> HttpResponse:
    """A line an area, as spreadsheets read it."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="roles-and-rights.csv"'
    response.write("\ufeff")
    lines = csv.writer(response)
    lines.writerow([_("Package"), _("Area"), *(escape(column.group.name) for column in matrix.columns)])
    for row in matrix.rows:
        lines.writerow([row.package, row.area, *(_(", ").join(cell) for cell in row.cells)])
    limits = [escape(_(", ").join(column.limits)) for column in matrix.columns]
    lines.writerow(["", _("Limited to"), *limits])
    return response


class MatrixMenuItem(MenuItem):
    """For whoever may look at it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(RIGHT)
