"""Which revisions somebody may see: of pages and of everything else that is published."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q
from django.db.models.functions import Cast
from wagtail.models import DraftStateMixin, Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.snippets.models import get_snippet_models

_OF_PAGES = ("add", "change", "publish")
_OF_SNIPPETS = ("change", "publish", "view")


def list_published_models() -> list[Any]:
    """Everything beside pages that has drafts."""
    return [model for model in get_snippet_models() if issubclass(model, DraftStateMixin)]


def filter_revisions(user: Any) -> Q:
    """The revisions of what `user` may work on."""
    if user.is_superuser:
        return Q()
    pages = PagePermissionPolicy(Page).instances_user_has_any_permission_for(user, _OF_PAGES)
    of_pages = ContentType.objects.get_for_model(Page)
    wanted = Q(
        base_content_type=of_pages,
        object_id__in=pages.order_by().annotate(text=Cast("pk", CharField())).values("text"),
    )
    for model in list_published_models():
        if any(user.has_perm(_name_right(model, action)) for action in _OF_SNIPPETS):
            wanted |= Q(base_content_type=ContentType.objects.get_for_model(model))
    return wanted


def may_publish_anything(user: Any) -> bool:
    """Whether anything that goes live is `user`'s business: of pages, or of one kind beside them."""
    if PagePermissionPolicy(Page).user_has_any_permission(user, _OF_PAGES):
        return True
    return any(
        user.has_perm(_name_right(model, action)) for model in list_published_models() for action in _OF_SNIPPETS[:2]
    )


def _name_right(model: Any, action: str) -> str:
    return f"{model._meta.app_label}.{action}_{model._meta.model_name}"
