"""The list of low reviews: overdue ones first."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import Case, Exists, IntegerField, OuterRef, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.timesince import timesince, timeuntil
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import DateColumn, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView

from cms.community.admin.cases.figures import list_figures
from cms.community.admin.columns import CellColumn
from cms.community.models import CaseState, ClosingReason, ModerationItem, ReviewCase
from cms.community.moderation.refusing import name_user
from cms.community.products import relate_products
from cms.community.responsibility.items import filter_cases
from cms.community.reviews.cases import RUNNING

_EVERYTHING = "all"


class CaseFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        method="filter_state",
        choices=[*CaseState.choices, (_EVERYTHING, gettext_lazy("everything"))],
        empty_label=gettext_lazy("not closed"),
        widget=forms.RadioSelect,
    )
    overdue = django_filters.ChoiceFilter(
        label=gettext_lazy("Overdue"),
        method="filter_overdue",
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        empty_label=gettext_lazy("All"),
        widget=forms.RadioSelect,
    )
    owner = django_filters.ChoiceFilter(
        label=gettext_lazy("Owner"),
        method="filter_owner",
        choices=lambda: [
            ("me", gettext_lazy("me")),
            ("groups", gettext_lazy("a group of mine")),
            ("nobody", gettext_lazy("nobody")),
            *_list_owners(),
        ],
        empty_label=gettext_lazy("All"),
    )
    rating = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("Rating"),
        field_name="review__rating",
        choices=[(str(rating), "★" * rating) for rating in (1, 2, 3, 4)],
        widget=forms.CheckboxSelectMultiple,
    )
    closing_reason = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("Why it is closed"), choices=ClosingReason.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = ReviewCase
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Without a state, and without a reason for closing, what there is to do."""
        queryset = super().filter_queryset(queryset)
        cleaned = self.form.cleaned_data
        return queryset if cleaned.get("state") or cleaned.get("closing_reason") else queryset.exclude(state="closed")

    def filter_state(self, queryset: QuerySet, _name: str, state: str) -> QuerySet:
        return queryset if state == _EVERYTHING else queryset.filter(state=state)

    def filter_overdue(self, queryset: QuerySet, _name: str, choice: str) -> QuerySet:
        late = {"state__in": RUNNING, "due_at__lt": timezone.now()}
        return queryset.filter(**late) if choice == "yes" else queryset.exclude(**late)

    def filter_owner(self, queryset: QuerySet, _name: str, choice: str) -> QuerySet:
        user: Any = self.request.user
        if choice == "groups":
            return queryset.filter(escalated_group__in=user.groups.all())
        if choice == "nobody":
            return queryset.filter(owner__isnull=True)
        return queryset.filter(owner=user.pk if choice == "me" else int(choice))


def _list_owners() -> list[tuple[str, str]]:
    owned = ReviewCase.objects.filter(owner=OuterRef("pk"))
    people = get_user_model().objects.filter(Exists(owned)).order_by("username")
    return [(str(person.pk), name_user(person)) for person in people]


class ReviewColumn(TitleColumn):
    """The review and its product."""

    cell_template_name = "community/cases/title_cell.html"


class DueColumn(CellColumn):
    def __init__(self) -> None:
        super().__init__("due_at", label=gettext_lazy("Due"), sort_key="due_at", classname="moderation-short")

    def describe(self, instance: ReviewCase) -> SafeString | str:
        now = timezone.now()
        if instance.state not in RUNNING:
            return ""
        if instance.due_at < now:
            text = _("overdue for %(time)s") % {"time": timesince(instance.due_at, now, depth=1)}
            return format_html('<span class="moderation-overdue">{}</span>', text)
        return _("in %(time)s") % {"time": timeuntil(instance.due_at, now, depth=1)}


class OwnerColumn(CellColumn):
    def __init__(self) -> None:
        super().__init__("owner", label=gettext_lazy("Owner"), sort_key="owner__username")

    def describe(self, instance: ReviewCase) -> str:
        owner = name_user(instance.owner) if instance.owner else "—"
        return f"{owner} → {instance.escalated_group}" if instance.escalated_group else owner


class StateColumn(CellColumn):
    def __init__(self) -> None:
        super().__init__("state", label=gettext_lazy("State"), sort_key="state")

    def describe(self, instance: ReviewCase) -> SafeString:
        reason = instance.get_closing_reason_display() if instance.closing_reason else ""
        text = ": ".join(filter(None, [str(instance.get_state_display()), str(reason)]))
        return format_html('<span class="w-status">{}</span>', text)


class CaseListView(BaseListingView):
    model = ReviewCase
    template_name = "community/cases/list.html"
    filterset_class = CaseFilterSet
    paginate_by = 50
    page_title = gettext_lazy("Low reviews")
    header_icon = "warning"
    index_url_name = "community_cases"
    index_results_url_name = "community_cases_results"
    index_url = reverse_lazy("community_cases")
    verbose_name_plural = gettext_lazy("low reviews")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_see_cases(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def columns(self) -> list[Any]:
        return [
            ReviewColumn("review", label=_("Review"), accessor=_read_review, get_url=self._make_url, classname="title"),
            CellColumn("rating", label=_("Rating"), accessor=_read_stars, sort_key="review__rating"),
            OwnerColumn(),
            DueColumn(),
            StateColumn(),
            DateColumn("opened_at", label=_("Opened"), sort_key="opened_at"),
        ]

    def get_base_queryset(self) -> QuerySet[ReviewCase]:
        cases = ReviewCase.objects.select_related("review", "owner", "escalated_group")
        return filter_cases(cases, self.request.user)

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        if self.ordering:
            return super().order_queryset(queryset)
        return order_cases(queryset)

    def _make_url(self, case: Any) -> str | None:
        return reverse("moderation_item", args=[case.item_id]) + "?state=all#case" if case.item_id else None

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        _show(list(context["object_list"]))
        theirs = filter_cases(ReviewCase.objects.all(), self.request.user)
        return {**context, "figures": list_figures(theirs, at=timezone.now())}

    @cached_property
    def no_results_message(self) -> str:
        if self.is_filtering:
            return _("No low review matches. Remove a filter to see more.")
        return _("No low review waits for anybody.")


def order_cases(cases: QuerySet) -> QuerySet:
    """Those whose clock runs first, the first due of them at the top."""
    runs = Case(When(state__in=RUNNING, then=Value(0)), default=Value(1), output_field=IntegerField())
    return cases.order_by(runs, "due_at", "pk")


def may_see_cases(user: Any) -> bool:
    """Whoever may decide on reviews."""
    return user.has_perm("community.moderate_review")


def _show(cases: list[Any]) -> None:
    """Put onto each case its product and its place in the queue: two queries."""
    products = relate_products(case.review.product_key for case in cases)
    ids = [case.review_id for case in cases]
    items = dict(ModerationItem.objects.filter(kind="review", object_id__in=ids).values_list("object_id", "pk"))
    for case in cases:
        case.product = products[case.review.product_key]
        case.item_id = items.get(case.review_id)


def _read_review(case: ReviewCase) -> str:
    review = case.review
    return Truncator(" — ".join(filter(None, [review.title, " ".join(review.body.split())]))).chars(90)


def _read_stars(case: ReviewCase) -> str:
    return "★" * case.review.rating + "☆" * (5 - case.review.rating)
