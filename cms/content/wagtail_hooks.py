"""Puts content beside pages into Wagtail's admin."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail import hooks
from wagtail.contrib.settings.registry import register_setting
from wagtail.snippets.models import register_snippet

from cms.content.admin.viewsets import ContentGroup
from cms.content.models import SiteProfile
from cms.ordering import is_by_name, order_by_name

register_snippet(ContentGroup)
register_setting(SiteProfile, name="site", icon="site", order=10)


@hooks.register("construct_explorer_page_queryset")
def sort_by_pinyin(_parent: Any, pages: QuerySet[Any], request: HttpRequest) -> QuerySet[Any]:
    """Titles in the explorer stand by pinyin; what is searched for stands as the search says."""
    ordering = request.GET.get("ordering", "")
    return order_by_name(pages, ordering) if is_by_name(ordering, "title") and not request.GET.get("q") else pages
