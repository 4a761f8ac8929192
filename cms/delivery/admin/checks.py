"""Looks at what stands in the form right now, while it is edited."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.views.pages.preview import PreviewOnCreateView, PreviewOnEditView

from cms.delivery.checking import find_moment
from cms.delivery.problems import ERROR, Problem


class _ChecksMixin:
    """Reads the form as a preview does, and answers what is wrong with it. Nothing is stored."""

    http_method_names = ("post",)

    def post(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        form = self.get_form(request.POST)
        if not self.validate_form(form):
            text = _("Some fields are not filled in rightly yet; saving shows which.")
            return JsonResponse(describe([Problem(ERROR, "", text)]))
        form.save(commit=False)
        source = form.instance
        return JsonResponse(describe(source.list_problems(at=find_moment(source, at=timezone.now()))))


class ChecksOnEditView(_ChecksMixin, PreviewOnEditView):
    pass


class ChecksOnCreateView(_ChecksMixin, PreviewOnCreateView):
    pass


def describe(problems: Any) -> dict[str, Any]:
    """Problems as the script of the panel reads them."""
    return {
        "problems": [
            {
                "level": problem.level,
                "place": problem.place,
                "text": problem.text,
                "block": problem.block,
                "field": problem.field,
            }
            for problem in problems
        ]
    }
