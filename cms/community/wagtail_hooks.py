from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.models import Collection

from cms.community.admin.desk import hooks as moderation  # noqa: F401 - importing registers what is in it
from cms.community.admin.limits import BoardLimitViewSet
from cms.community.admin.menu import CommunityGroup
from cms.community.uploads.settling import COLLECTION


@hooks.register("register_admin_viewset")
def register_community() -> Any:
    return CommunityGroup()


@hooks.register("register_admin_viewset")
def register_limits() -> Any:
    return BoardLimitViewSet("board_limits")


@hooks.register("construct_image_chooser_queryset")
def leave_members_pictures_out(images: QuerySet, request: Any) -> QuerySet:
    """What members took pictures of is theirs: editors do not choose it, and it goes when its post goes."""
    # By number: a search of the chooser knows the collection's, and no other field of it.
    theirs = list(Collection.objects.filter(name=COLLECTION, depth=2).values_list("pk", flat=True))
    return images.exclude(collection__in=theirs) if theirs else images


@hooks.register("insert_global_admin_css")
def insert_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("admin/community.css"))
