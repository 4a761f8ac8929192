"""Reads what stands in the form right now, saved or not. Nothing is stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from wagtail.permissions import policy_registry

from campaigns.promotions.models import Promotion

MAY_LOOK = ("add", "change", "view")


@dataclass(frozen=True, slots=True)
class Form:
    """`promotion` as the form says; `is_whole` unless some fields are not filled in rightly, which keep their value."""

    promotion: Promotion
    is_whole: bool


def read_form(request: HttpRequest, pk: int | None) -> Form:
    """The form that is posted, of a new promotion or of the one with `pk`. Raises PermissionDenied and Http404."""
    require_looking(request.user)
    if pk is None:
        instance = Promotion()
    else:
        found = Promotion.objects.select_related("latest_revision").filter(pk=pk).first()
        if found is None:
            raise Http404
        instance = found.get_latest_revision_as_object()
    viewset: Any = Promotion.snippet_viewset
    form = viewset.get_edit_handler().get_form_class()(request.POST, instance=instance, for_user=request.user)
    form.defer_required_fields()
    is_whole = form.is_valid()
    return Form(form.instance, is_whole)


def require_looking(user: Any) -> None:
    """Raise PermissionDenied for who has nothing to do with promotions."""
    if not policy_registry.get_by_type(Promotion).user_has_any_permission(user, MAY_LOOK):
        raise PermissionDenied
