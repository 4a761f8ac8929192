"""Keeps every view of a viewset within what somebody is responsible for, whatever views it has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import BaseOperationView
from wagtail.admin.views.generic.models import CopyViewMixin, RevisionsUnscheduleView, UnpublishView
from wagtail.admin.views.generic.preview import PreviewOnEdit
from wagtail.admin.views.generic.workflow import BaseWorkflowFormView, ConfirmWorkflowCancellation
from wagtail.locks import BaseLock
from wagtail.models import LockableMixin
from wagtail.snippets.action_menu import LockedMenuItem
from wagtail.snippets.views.snippets import EditView

from cms.catalog.models import Product, ProductContent
from cms.catalog.reach.naming import is_naming, keep_parts
from cms.catalog.reach.refusing import explain_refusal, find_move_refusal, find_refusal
from cms.catalog.reach.selectors import TO_PRODUCT, filter_reached, find_reach, join, may_reach, may_see

_READING = {"GET", "HEAD", "OPTIONS"}
# Already asking is part of changing.
_CHANGING = (
    generic.DeleteView,
    UnpublishView,
    RevisionsUnscheduleView,
    BaseOperationView,
    BaseWorkflowFormView,
    ConfirmWorkflowCancellation,
)


class OutOfReachLock(BaseLock):
    """Has Wagtail's editor show what somebody may not change: to be read, with the reason and whom to ask."""

    def for_user(self, user: Any) -> bool:
        return not may_reach(user, self.object)

    def get_message(self, user: Any) -> SafeString:
        return format_html("<b>{}</b> {}", _("You may read this, and not change it."), self.get_description(user))

    def get_icon(self, user: Any) -> str:
        return "lock"

    def get_locked_by(self, user: Any) -> str:
        return _("Looked after by others")

    def get_description(self, user: Any) -> str:
        return explain_refusal(user, self.object)


class WithinReach:
    """Mixed into each view of a viewset. Costs nobody who is not limited a query."""

    def dispatch(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        reach = find_reach(request.user)
        if not reach.is_limited or "pk" not in kwargs or isinstance(self, CopyViewMixin):
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        row = join(self.model._default_manager.filter(pk=unquote(str(kwargs["pk"])))).first()
        if row is None or self._may(request, row):
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        if not request.user.has_perm("wagtailadmin.access_admin") or not may_see(request.user, row):
            raise PermissionDenied
        return self._refuse_out_of_reach(request, row)

    def _may(self: Any, request: HttpRequest, row: Any) -> bool:
        if may_reach(request.user, row):
            return True
        if not may_see(request.user, row) or isinstance(self, _CHANGING):
            return False
        if isinstance(self, PreviewOnEdit):
            return True
        # The editor of what cannot be locked has no way of being only read, unless it is a snippet's.
        is_shown = not isinstance(self, generic.EditView) or isinstance(row, LockableMixin) or _is_read_only_here(self)
        return is_shown and request.method in _READING

    def _refuse_out_of_reach(self: Any, request: HttpRequest, row: Any) -> HttpResponse:
        reason = explain_refusal(request.user, row)
        if "application/json" in request.headers.get("Accept", ""):
            error = {"success": False, "error_code": "out_of_reach", "error_message": reason}
            return JsonResponse(error, status=403)
        messages.error(request, _("Nothing was changed. %(reason)s") % {"reason": reason})
        return redirect(find_reading_address(row) or reverse("wagtailadmin_home"))

    def get_lock(self: Any) -> Any:
        lock = super().get_lock()  # type: ignore[misc]
        row = getattr(self, "object", None)
        can_lock = self.locking_enabled or _is_read_only_here(self)
        if row is None or row.pk is None or not can_lock or may_reach(self.request.user, row):
            return lock
        return OutOfReachLock(row)

    def get_lock_context(self: Any) -> dict[str, Any]:
        """Says why it is only read where nobody can lock it otherwise."""
        if self.locking_enabled or not isinstance(self.lock, OutOfReachLock):
            return super().get_lock_context()  # type: ignore[misc]
        if self.request.method == "GET":
            messages.warning(self.request, self.lock.get_message(self.request.user), extra_tags="lock")
        return {"lock": self.lock, "locked_for_user": True}

    def get_context_data(self: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        is_list = isinstance(self, generic.IndexView) and is_naming(self.model)
        if is_list and find_reach(self.request.user).is_limited:
            # Each row is asked about for its buttons.
            keep_parts(list(context["object_list"]))
        return context

    def get_base_queryset(self: Any) -> Any:
        rows = super().get_base_queryset()  # type: ignore[misc]
        reach = find_reach(self.request.user)
        return filter_reached(rows, reach) if reach.hides_rest else rows

    def get_delete_url(self: Any, *args: Any) -> Any:
        """None on the list for what is not theirs."""
        row = args[0] if args else None
        if row is not None and not may_reach(self.request.user, row):
            return None
        return super().get_delete_url(*args)  # type: ignore[misc]

    def form_valid(self: Any, form: Any) -> Any:
        reason = self._find_move_refusal(form)
        if not reason:
            return super().form_valid(form)  # type: ignore[misc]
        form.add_error(next((name for name in ("category", "parent", "product") if name in form.fields), None), reason)
        self.produced_error_code = "validation_error"
        self.produced_error_message = reason
        return self.form_invalid(form)

    def _find_move_refusal(self: Any, form: Any) -> str:
        """Why what is saved would lie outside, where somebody puts it elsewhere or makes something new."""
        user, cleaned = self.request.user, getattr(form, "cleaned_data", {})
        # Who confirms a deletion fills in nothing: that view was refused before.
        if not hasattr(form, "instance") or not find_reach(user).is_limited:
            return ""
        row = form.instance
        if "parent" in cleaned:
            return find_move_refusal(user, cleaned["parent"], None) if _is_moved(form, "parent") else ""
        if "category" in cleaned and (type(row) in (Product, ProductContent)):
            return find_move_refusal(user, cleaned["category"], cleaned.get("brand"))
        product = getattr(row, "product", None) if type(row) in TO_PRODUCT else row
        return find_refusal(user, product) if product is not None else ""


def _is_read_only_here(view: Any) -> bool:
    """Whether the editor can show something without a way to save it, though nobody can lock it."""
    return isinstance(view, EditView) and is_naming(view.model)


def show_as_locked(items: list[Any], request: HttpRequest, context: Mapping[str, Any]) -> None:
    """Where nobody can lock a thing, Wagtail's bar has nothing to say of one that is only read."""
    if not items and context.get("locked_for_user"):
        items.append(LockedMenuItem())


def _is_moved(form: Any, name: str) -> bool:
    present = form.cleaned_data[name]
    return form.instance.pk is None or str(form.initial.get(name) or "") != str(present.pk if present else "")


def find_reading_address(row: Any) -> str:
    """Where `row`, or the words about it, can be read by who may not change it."""
    content = row if isinstance(row, ProductContent) else None
    if isinstance(row, Product):
        content = row.contents.order_by("locale_id").first()
    if content is not None:
        return reverse("wagtailsnippets_catalog_productcontent:edit", args=[content.pk])
    viewset = getattr(row, "snippet_viewset", None)
    if viewset is not None and is_naming(type(row)):
        return reverse(viewset.get_url_name("edit"), args=[row.pk])
    return ""


class KeepsWithinReach:
    """A viewset whose views, those of Wagtail's versions to come included, keep within reach."""

    def construct_view(self: Any, view_class: type, **kwargs: Any) -> Any:
        return super().construct_view(self._keep(view_class), **kwargs)  # type: ignore[misc]

    @cached_property
    def _kept(self) -> dict[type, type]:
        return {}

    def _keep(self, view_class: type) -> type:
        if view_class not in self._kept:
            body = {"__doc__": view_class.__doc__, "__module__": view_class.__module__}
            self._kept[view_class] = type(view_class.__name__, (WithinReach, view_class), body)
        return self._kept[view_class]
