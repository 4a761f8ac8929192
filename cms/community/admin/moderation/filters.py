"""What the queue can be narrowed by."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import django_filters
from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from cms.community.models import ContributionState, FindingReason, ModerationFinding, ModerationItem
from cms.community.moderation import kinds

EVERYTHING = "all"
ESCALATED = "escalated"
_STATES = [
    (ESCALATED, _("handed on")),
    (ContributionState.APPROVED, ContributionState.APPROVED.label),
    (ContributionState.REJECTED, ContributionState.REJECTED.label),
    (ContributionState.WITHDRAWN, ContributionState.WITHDRAWN.label),
    (EVERYTHING, _("everything")),
]
_AGES = [("1", _("an hour")), ("4", _("4 hours")), ("24", _("a day")), ("72", _("3 days")), ("168", _("a week"))]
_ASSIGNEES = [("me", _("me")), ("groups", _("a group of mine")), ("nobody", _("nobody"))]


def _list_kinds() -> list[tuple[str, Any]]:
    return [(kind.name, kind.label_plural) for kind in kinds.all_kinds()]


class ModerationFilterSet(WagtailFilterSet):
    kind = django_filters.MultipleChoiceFilter(
        label=_("Kind"), choices=_list_kinds, widget=forms.CheckboxSelectMultiple
    )
    state = django_filters.ChoiceFilter(
        label=_("State"), method="filter_state", choices=_STATES, empty_label=_("waiting"), widget=forms.RadioSelect
    )
    reason = django_filters.MultipleChoiceFilter(
        label=_("Reason"),
        method="filter_reason",
        choices=FindingReason.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    reported = django_filters.ChoiceFilter(
        label=_("Reported"),
        method="filter_reported",
        choices=[("yes", _("Yes")), ("no", _("No"))],
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )
    rating = django_filters.MultipleChoiceFilter(
        label=_("Rating"),
        choices=[(str(rating), "★" * rating) for rating in (1, 2, 3, 4, 5)],
        widget=forms.CheckboxSelectMultiple,
    )
    locale = django_filters.ChoiceFilter(
        label=_("Language"), choices=settings.LANGUAGES, empty_label=_("All"), widget=forms.RadioSelect
    )
    age = django_filters.ChoiceFilter(
        label=_("Waiting longer than"),
        method="filter_age",
        choices=_AGES,
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )
    assignee = django_filters.ChoiceFilter(
        label=_("Handed on to, or being worked on by"),
        method="filter_assignee",
        choices=lambda: [*_ASSIGNEES, *_list_people()],
        empty_label=_("All"),
    )
    scope = django_filters.CharFilter(label=_("Place"), field_name="scope", widget=forms.HiddenInput)
    member = django_filters.CharFilter(label=_("Member"), field_name="member__key", widget=forms.HiddenInput)

    class Meta:
        model = ModerationItem
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Without a state, what waits: that is what the queue is for."""
        queryset = super().filter_queryset(queryset)
        return queryset if self.form.cleaned_data.get("state") else queryset.filter(queued_at__isnull=False)

    def filter_state(self, queryset: QuerySet, _name: str, state: str) -> QuerySet:
        if state == EVERYTHING:
            return queryset
        if state == ESCALATED:
            return queryset.filter(queued_at__isnull=False, escalated_at__isnull=False)
        return queryset.filter(state=state)

    def filter_reason(self, queryset: QuerySet, _name: str, reasons: list[str]) -> QuerySet:
        if not reasons:
            return queryset
        found = ModerationFinding.objects.filter(item=OuterRef("pk"), reason__in=reasons)
        return queryset.filter(Exists(found))

    def filter_reported(self, queryset: QuerySet, _name: str, choice: str) -> QuerySet:
        return queryset.filter(report_count__gt=0) if choice == "yes" else queryset.filter(report_count=0)

    def filter_age(self, queryset: QuerySet, _name: str, hours: str) -> QuerySet:
        return queryset.filter(queued_at__lt=timezone.now() - timedelta(hours=int(hours)))

    def filter_assignee(self, queryset: QuerySet, _name: str, choice: str) -> QuerySet:
        at = timezone.now()
        user: Any = self.request.user
        if choice == "groups":
            return queryset.filter(escalated_group__in=user.groups.all())
        if choice == "nobody":
            free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=at)
            return queryset.filter(free, escalated_group__isnull=True, escalated_user__isnull=True)
        pk = user.pk if choice == "me" else int(choice)
        return queryset.filter(Q(escalated_user=pk) | Q(claimed_by=pk, claimed_until__gt=at))


def _list_people() -> list[tuple[str, str]]:
    """Those who have something at the moment."""
    held = ModerationItem.objects.filter(Q(escalated_user=OuterRef("pk")) | Q(claimed_by=OuterRef("pk")))
    people = get_user_model().objects.filter(Exists(held)).order_by("username")
    return [(str(person.pk), person.get_full_name() or person.get_username()) for person in people]
