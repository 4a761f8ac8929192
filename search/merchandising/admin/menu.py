from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from search.merchandising.admin.judgements import JudgementViewSet
from search.merchandising.admin.viewsets import BannerViewSet, QueryRuleViewSet, RedirectViewSet, SynonymViewSet
from search.merchandising.admin.weights import WeightsViewSet
from search.merchandising.admin.workbench import WorkbenchViewSet


class SearchGroup(SnippetViewSetGroup):
    """Everything of the search under one menu entry."""

    menu_label = _("Shop search")
    menu_name = "shopper-search"
    menu_icon = "search"
    menu_order = 155
    items = (
        WorkbenchViewSet,
        QueryRuleViewSet,
        SynonymViewSet,
        RedirectViewSet,
        BannerViewSet,
        JudgementViewSet,
        WeightsViewSet,
    )
