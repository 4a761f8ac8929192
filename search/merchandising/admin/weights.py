"""The screen for the weights of the search: one form with history, and how far the products have come with it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, ObjectList
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import EditView, SnippetViewSet

from search.merchandising.admin.former import KeepsFormerVersion
from search.weighing.models import RankingWeights
from search.weighing.selectors import find_progress

CHANGE = "weighing.change_rankingweights"


class OneRowPolicy(ModelPermissionPolicy):
    """There is one row: nobody adds another or deletes it, superusers neither."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action not in {"add", "delete"} and super().user_has_permission(user, action)


class ProgressPanel(HelpPanel):
    """That products still have their old weights, and how many."""

    class BoundPanel(HelpPanel.BoundPanel):
        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "progress": find_progress()}


class OpenWeightsView(View):
    """Leads to the one form; the row is made when somebody first looks."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if not request.user.has_perm(CHANGE):
            raise PermissionDenied
        one, _is_new = RankingWeights.objects.get_or_create(pk=1)
        return redirect(reverse("wagtailsnippets_weighing_rankingweights:edit", args=[one.pk]))


class ProgressView(View):
    """How far it is, for the script of the form."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if not request.user.has_perm(CHANGE):
            raise PermissionDenied
        progress = find_progress()
        return JsonResponse({"done": progress.done, "total": progress.total} if progress else {"done": 0, "total": 0})


class WeightsEditView(KeepsFormerVersion, EditView):
    def save_action(self) -> Any:
        response = super().save_action()
        if find_progress() is not None:
            messages.info(
                self.request,
                _(
                    "The products are being weighed again in the background. Until that is done, those whose turn has"
                    " not come keep their old weights."
                ),
            )
        return response


class WeightsViewSet(SnippetViewSet):
    model = RankingWeights
    icon = "sliders"
    menu_label = gettext_lazy("Weights")
    menu_name = "search-weights"
    base_url_path = "search/weights"
    edit_view_class = WeightsEditView
    edit_template_name = "merchandising/weights.html"
    search_backend_name = None
    inspect_view_enabled = False
    copy_view_enabled = False

    @property
    def index_view(self) -> Any:
        """There is nothing to list."""
        return OpenWeightsView.as_view()

    @cached_property
    def edit_handler(self) -> Any:
        panels = [
            ProgressPanel(template="merchandising/weights_progress.html"),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("quality"), FieldPanel("popularity")]),
                    FieldRowPanel([FieldPanel("sold_out"), FieldPanel("decline")]),
                    FieldRowPanel([FieldPanel("new"), FieldPanel("interest")]),
                ],
                heading=gettext_lazy("How much each may move a product"),
                help_text=gettext_lazy(
                    "What a text search finds counts first. These multiply it: 10% more is a place or two, 30% is"
                    " several. All of them together stay between 0.7 and 1.6 times."
                ),
            ),
            FieldPanel("queries"),
        ]
        return ObjectList(panels).bind_to_model(self.model)

    def get_urlpatterns(self) -> list[Any]:
        # The menu leads to the first.
        index, *rest = super().get_urlpatterns()
        return [index, path("progress/", ProgressView.as_view(), name="progress"), *rest]
