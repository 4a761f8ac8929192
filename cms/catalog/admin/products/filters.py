"""What the products' list can be narrowed by."""

from __future__ import annotations

import django_filters
from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.models import Revision, WorkflowState

from cms.catalog.models import (
    Brand,
    Category,
    FeedProposal,
    LifeCycleStage,
    Offer,
    Product,
    ProductContent,
    ProductRole,
)
from cms.catalog.reach.deciding import EVERYTHING
from cms.catalog.reach.selectors import filter_reached, find_reach


class SuggestInput(forms.TextInput):
    """A text input that suggests while typing, so that thousands of names are never put into a select."""

    template_name = "catalog/widgets/suggest.html"

    def __init__(self, *, url_name: str, attrs: dict | None = None) -> None:
        self.url_name = url_name
        super().__init__(attrs={"autocomplete": "off", **(attrs or {})})

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["list_id"] = f"{context['widget']['attrs'].get('id', name)}-suggestions"
        context["widget"]["url"] = reverse_lazy(self.url_name)
        return context

    def _render(self, template_name, context, renderer=None):
        # Forms' own renderer does not know the project's templates.
        return mark_safe(render_to_string(template_name, context))  # noqa: S308


class CategoryChoiceField(django_filters.fields.ModelChoiceField):
    def label_from_instance(self, category: Category) -> str:
        return "\u2003" * (category.depth - 1) + category.name


class CategoryFilter(django_filters.ModelChoiceFilter):
    """A category means everything below it as well."""

    field_class = CategoryChoiceField

    def filter(self, queryset: QuerySet, category: Category | None) -> QuerySet:
        if category is None:
            return queryset
        return queryset.filter(product__category__path__startswith=category.path)


YES_NO = [("yes", _("Yes")), ("no", _("No"))]
STOCK_LEVELS = [("low", _("At or under the alert level")), ("out", _("Sold out")), ("enough", _("Enough"))]
NO_ROLE = "none"
ROLES = [*ProductRole.choices, (NO_ROLE, _("none"))]
STATES = [
    ("live", _("Live")),
    ("changed", _("Live, with a newer draft")),
    ("draft", _("Draft only")),
    ("scheduled", _("Scheduled")),
    ("moderation", _("In moderation")),
]


SCORES = [
    ("blocked", _("Kept from publishing")),
    ("low", _("Below 60")),
    ("fair", _("60 to 79")),
    ("good", _("80 and more")),
    ("none", _("Not judged yet")),
]


def filter_brand(queryset: QuerySet, _name: str, text: str) -> QuerySet:
    """A brand by its exact name or key; else all whose name has the text in it."""
    exact = Brand.objects.filter(Q(name__iexact=text) | Q(key=text)).values_list("pk", flat=True)
    if ids := list(exact[:20]):
        return queryset.filter(product__brand_id__in=ids)
    return queryset.filter(product__brand__in=Brand.objects.filter(name__icontains=text))


def filter_stock(queryset: QuerySet, _name: str, level: str) -> QuerySet:
    offers = Offer.objects.filter(product=OuterRef("product"), stock__isnull=False)
    low = Exists(offers.filter(stock__lte=F("alert_level")))
    if level == "low":
        return queryset.filter(low)
    if level == "out":
        return queryset.filter(Exists(offers.filter(stock__lte=0)), ~Exists(offers.filter(stock__gt=0)))
    return queryset.filter(~low)


def filter_shelf(queryset: QuerySet, _name: str, choice: str) -> QuerySet:
    at = timezone.now()
    on_shelf = Exists(
        Offer.objects.filter(
            Q(on_shelf_from__isnull=True) | Q(on_shelf_from__lte=at),
            Q(on_shelf_until__isnull=True) | Q(on_shelf_until__gt=at),
            product=OuterRef("product"),
        )
    )
    return queryset.filter(on_shelf if choice == "yes" else ~on_shelf)


def filter_proposals(queryset: QuerySet, _name: str, choice: str) -> QuerySet:
    proposed = Exists(FeedProposal.objects.filter(content=OuterRef("pk")))
    return queryset.filter(proposed if choice == "yes" else ~proposed)


def list_publishers(_request: object) -> QuerySet:
    """People whose publication of a product is live."""
    users = get_user_model()._default_manager
    live = ProductContent.objects.filter(live_revision__user__isnull=False).values("live_revision__user")
    return users.filter(pk__in=live).order_by("username")


def filter_roles(queryset: QuerySet, name: str, roles: list[str]) -> QuerySet:
    """Any of these roles, of a product or of what is written about one."""
    field = "role" if queryset.model is Product else "product__role"
    wanted = ["" if role == NO_ROLE else role for role in roles]
    return queryset.filter(**{f"{field}__in": wanted}) if wanted else queryset


def filter_score(queryset: QuerySet, _name: str, choice: str) -> QuerySet:
    conditions = {
        "blocked": Q(score__blocking__gt=0),
        "low": Q(score__score__lt=60),
        "fair": Q(score__score__gte=60, score__score__lt=80),
        "good": Q(score__score__gte=80),
        "none": Q(score__isnull=True),
    }
    return queryset.filter(conditions[choice])


def filter_state(queryset: QuerySet, _name: str, state: str) -> QuerySet:
    if state == "scheduled":
        return queryset.filter(Exists(Revision.objects.filter(_scheduled())))
    if state == "moderation":
        in_progress = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)
        return queryset.filter(workflow_states__status__in=in_progress).distinct()
    return queryset.filter(
        **{
            "live": {"live": True},
            "changed": {"live": True, "has_unpublished_changes": True},
            "draft": {"live": False},
        }[state]
    )


def _scheduled() -> Q:
    from django.contrib.contenttypes.models import ContentType
    from django.db.models import CharField
    from django.db.models.functions import Cast

    return Q(
        base_content_type=ContentType.objects.get_for_model(ProductContent),
        object_id=Cast(OuterRef("pk"), CharField()),
        approved_go_live_at__isnull=False,
    )


class MineFilter(django_filters.ChoiceFilter):
    """Only what somebody is responsible for, unless they ask for everything and may see it."""

    def __init__(self) -> None:
        super().__init__(
            label=_("My areas"), choices=[("all", _("Everything"))], empty_label=_("Mine"), widget=forms.RadioSelect
        )

    def filter(self, queryset: QuerySet, choice: str) -> QuerySet:
        request = self.parent.request
        if request is None:
            return queryset
        reach = find_reach(request.user)
        return queryset if choice == "all" and not reach.hides_rest else filter_reached(queryset, reach)


class OfMineFilterSet(WagtailFilterSet):
    """Asks "mine or everything" of limited people alone."""

    mine = MineFilter()

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        reach = find_reach(self.request.user) if self.request is not None else EVERYTHING
        if not reach.is_limited:
            del self.filters["mine"]


class ProductFilterSet(OfMineFilterSet):
    brand = django_filters.CharFilter(
        label=_("Brand"), method=filter_brand, widget=SuggestInput(url_name="catalogue_suggest_brands")
    )
    category = CategoryFilter(
        label=_("Category"), queryset=Category.objects.order_by("path"), empty_label=_("All categories")
    )
    stage = django_filters.MultipleChoiceFilter(
        label=_("Life-cycle stage"),
        field_name="product__stage",
        choices=LifeCycleStage.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    role = django_filters.MultipleChoiceFilter(
        label=_("Role"), method=filter_roles, choices=ROLES, widget=forms.CheckboxSelectMultiple
    )
    state = django_filters.ChoiceFilter(
        label=_("Status"), method=filter_state, choices=STATES, empty_label=_("All"), widget=forms.RadioSelect
    )
    stock = django_filters.ChoiceFilter(
        label=_("Stock"), method=filter_stock, choices=STOCK_LEVELS, empty_label=_("All"), widget=forms.RadioSelect
    )
    on_shelf = django_filters.ChoiceFilter(
        label=_("On shelf now"), method=filter_shelf, choices=YES_NO, empty_label=_("All"), widget=forms.RadioSelect
    )
    score = django_filters.ChoiceFilter(
        label=_("Score"), method=filter_score, choices=SCORES, empty_label=_("All"), widget=forms.RadioSelect
    )
    owner = django_filters.ModelChoiceFilter(
        label=_("Published last by"), field_name="live_revision__user", queryset=list_publishers, empty_label=_("All")
    )
    proposals = django_filters.ChoiceFilter(
        label=_("Feed proposals"),
        method=filter_proposals,
        choices=YES_NO,
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )

    class Meta:
        model = ProductContent
        fields: list[str] = []
