"""Settings › Sign-in: who is locked out, and who signs in with what."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from cms.signin import factors, lockouts, recording
from cms.signin.policy import Policy, read_policy
from cms.signin.telling import tell_of_reset

LIFT = "signin.lift_lockout"
RESET = "signin.reset_factor"


def may_open(user: Any) -> bool:
    return user.has_perm(LIFT) or user.has_perm(RESET)


class DeskView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "signin/desk.html"
    page_title = gettext_lazy("Sign-in")
    header_icon = "key"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not may_open(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return {
            **super().get_context_data(**kwargs),
            "policy": read_policy(),
            "is_off": read_policy() is Policy.OFF,
            "may_lift": user.has_perm(LIFT),
            "may_reset": user.has_perm(RESET),
            "lockouts": lockouts.list_lockouts(at=timezone.now()) if user.has_perm(LIFT) else [],
            "people": list_people() if user.has_perm(RESET) else [],
        }


class LiftView(View):
    def post(self, request: HttpRequest) -> HttpResponse:
        if not request.user.has_perm(LIFT):
            raise PermissionDenied
        kind, value = request.POST.get("kind", ""), request.POST.get("value", "")
        if kind in (lockouts.NAME, lockouts.ADDRESS) and value and lockouts.lift(kind, value):
            person = recording.find_person(value) if kind == lockouts.NAME else None
            recording.write(person or request.user, recording.LIFTED, request, by=request.user, what=value)
            messages.success(request, _("“%(value)s” may try again.") % {"value": value})
        else:
            messages.warning(request, _("That lockout is over already."))
        return redirect("signin_desk")


class ResetView(WagtailAdminTemplateMixin, TemplateView):
    """Asks once more, then takes a colleague's second factor off."""

    template_name = "signin/reset.html"
    page_title = gettext_lazy("Reset the second factor")
    header_icon = "key"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.person = get_object_or_404(get_user_model(), pk=kwargs["pk"])
        if not may_reset(request.user, self.person):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "person": self.person, "desk_url": reverse("signin_desk")}

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        name = self.person.get_full_name() or self.person.get_username()
        with transaction.atomic():
            done = factors.reset(self.person, by=request.user)
            if done:
                tell_of_reset(self.person, request.user)
        if done:
            messages.success(request, _("The second factor of %(name)s has been reset.") % {"name": name})
        else:
            messages.warning(request, _("%(name)s has no second factor.") % {"name": name})
        return redirect("signin_desk")


def may_reset(user: Any, person: Any) -> bool:
    """Nobody their own, which asks for the password; and nobody but an administrator an administrator's."""
    return bool(user.has_perm(RESET) and user.pk != person.pk and (user.is_superuser or not person.is_superuser))


def list_people() -> QuerySet:
    """Everybody who may enter the admin, and since when they have a second factor."""
    users: Any = get_user_model()._default_manager
    factor = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    admin = {"content_type__app_label": "wagtailadmin", "codename": "access_admin"}
    permission = Permission.objects.filter(**admin)
    by_group = Exists(permission.filter(group__user=OuterRef("pk")))
    allowed = Q(is_superuser=True) | by_group | Exists(permission.filter(user=OuterRef("pk")))
    people: QuerySet = (
        users.filter(allowed, is_active=True)
        .annotate(
            factor_at=Subquery(factor.values("created_at")[:1]), used_at=Subquery(factor.values("last_used_at")[:1])
        )
        .order_by("username")
    )
    return people
