"""Norms, phrases and evidence as Wagtail's snippets: with history, comparison and former versions."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column, UpdatedAtColumn
from wagtail.snippets.views.snippets import CreateView, EditView, IndexView, SnippetViewSet

from cms.catalog.admin.choosers import category_chooser, product_chooser
from cms.catalog.admin.products.columns import CellColumn
from cms.catalog.admin.products.filters import YES_NO
from cms.catalog.admin.reach.keeping import KeepsWithinReach
from cms.catalog.models import BannedPhrase, Law, NormSeverity, Product, ProductEvidence, ProductNorm
from cms.catalog.models.norms import list_locales
from cms.catalog.scoring.working import read_progress


class RulingEditView(EditView):
    def save_instance(self) -> Any:
        # What came with the system has no version yet: without one, the first change could not be undone.
        former = self.model._default_manager.get(pk=self.object.pk)
        if former.latest_revision_id is None:
            self.form.instance.latest_revision = former.save_revision(clean=False)
        return super().save_instance()

    def get_success_message(self, instance: Any = None) -> str:
        return _("“%(name)s” is saved. All products are judged by it within minutes.") % {"name": self.object}


class RulingCreateView(CreateView):
    def get_success_message(self, instance: Any = None) -> str:
        return _("“%(name)s” is saved. All products are judged by it within minutes.") % {"name": instance}


class RulingListView(IndexView):
    """Says how far judging has come, where norms have been changed."""

    def get_base_queryset(self) -> QuerySet:
        return super().get_base_queryset().select_related("category")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        progress = read_progress()
        if progress.left and not self.results_only:
            text = _("Products are being judged by the norms in force: %(done)d are done, %(left)d are left.")
            messages.info(self.request, text % {"done": progress.done, "left": progress.left})
        return super().get_context_data(*args, **kwargs)


def describe_category(row: Any) -> str:
    return row.category.name if row.category else _("all")


def describe_locale(row: Any) -> str:
    return dict(list_locales()).get(row.locale, row.locale) if row.locale else _("all")


def describe_severity(row: Any) -> SafeString:
    tone = "catalogue-severity catalogue-severity--" + row.severity
    return format_html('<span class="{}">{}</span>', tone, row.get_severity_display())


def list_columns() -> list[Column]:
    return [
        CellColumn("severity", label=gettext_lazy("Severity"), accessor=describe_severity, sort_key="severity"),
        CellColumn("category", label=gettext_lazy("Category"), accessor=describe_category, sort_key="category__path"),
        CellColumn("locale", label=gettext_lazy("Language"), accessor=describe_locale, sort_key="locale"),
        BooleanColumn("is_active", label=gettext_lazy("In use"), sort_key="is_active"),
        UpdatedAtColumn(),
    ]


def list_where_panels() -> MultiFieldPanel:
    return MultiFieldPanel(
        [
            FieldPanel("category", widget=category_chooser.widget_class),
            FieldRowPanel([FieldPanel("locale"), FieldPanel("is_active")]),
        ],
        heading=gettext_lazy("Where it counts"),
    )


class _RulingFilterSet(WagtailFilterSet):
    severity = django_filters.ChoiceFilter(label=gettext_lazy("Severity"), choices=NormSeverity.choices)
    locale = django_filters.ChoiceFilter(label=gettext_lazy("Language"), choices=list_locales)
    is_active = django_filters.BooleanFilter(label=gettext_lazy("In use"))


class NormFilterSet(_RulingFilterSet):
    class Meta:
        model = ProductNorm
        fields: list[str] = []


class PhraseFilterSet(_RulingFilterSet):
    law = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind of rule"), choices=[one for one in Law.choices if one[0]]
    )

    class Meta:
        model = BannedPhrase
        fields: list[str] = []


class NormViewSet(KeepsWithinReach, SnippetViewSet):
    model = ProductNorm
    icon = "check"
    menu_label = gettext_lazy("Information norms")
    menu_name = "catalogue-norms"
    base_url_path = "catalogue/norms"
    search_backend_name = None
    list_per_page = 50
    inspect_view_enabled = False
    add_view_class = RulingCreateView
    edit_view_class = RulingEditView
    index_view_class = RulingListView
    filterset_class = NormFilterSet
    list_display: Any = ["__str__", Column("weight", label=gettext_lazy("Weight"), sort_key="weight"), *list_columns()]
    edit_handler = ObjectList(
        [
            FieldPanel("rule"),
            FieldRowPanel([FieldPanel("severity"), FieldPanel("weight")], heading=gettext_lazy("How grave it is")),
            list_where_panels(),
        ]
    )


class PhraseViewSet(KeepsWithinReach, SnippetViewSet):
    model = BannedPhrase
    icon = "warning"
    menu_label = gettext_lazy("Restricted phrases")
    menu_name = "catalogue-phrases"
    base_url_path = "catalogue/phrases"
    search_backend_name = None
    search_fields = ["text", "replacement", "harmless"]
    list_per_page = 50
    inspect_view_enabled = False
    add_view_class = RulingCreateView
    edit_view_class = RulingEditView
    index_view_class = RulingListView
    filterset_class = PhraseFilterSet
    list_display: Any = [
        "text",
        CellColumn("law", label=gettext_lazy("Kind of rule"), accessor="get_law_display", sort_key="law"),
        CellColumn("replacement", label=gettext_lazy("Say instead")),
        BooleanColumn("needs_evidence", label=gettext_lazy("Evidence lifts it"), sort_key="needs_evidence"),
        *list_columns(),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("text"),
            FieldPanel("law"),
            FieldRowPanel([FieldPanel("severity"), FieldPanel("needs_evidence")]),
            FieldPanel("replacement"),
            FieldPanel("harmless"),
            list_where_panels(),
        ]
    )


class EvidenceCreateView(CreateView):
    """Begins with the product given in the address (`?product=`): findings lead here."""

    def get_initial_form_instance(self) -> ProductEvidence:
        pk = self.request.GET.get("product", "")
        product = Product.objects.filter(pk=pk).first() if pk.isdecimal() else None
        return ProductEvidence(product=product) if product else ProductEvidence()


class EvidenceListView(IndexView):
    """`?product=` narrows it to one product, and carries over to what is added."""

    def get_base_queryset(self) -> QuerySet:
        return super().get_base_queryset().select_related("product", "document")

    def get_add_url(self) -> str | None:
        url, product = super().get_add_url(), self.request.GET.get("product", "")
        return f"{url}?product={product}" if url and product.isdecimal() else url

    @cached_property
    def no_results_message(self) -> str:
        return _("There is no evidence yet. Attach a test report or a certificate where a claim has to be proven.")


class EvidenceFilterSet(WagtailFilterSet):
    product = django_filters.NumberFilter(label=gettext_lazy("Product"), field_name="product_id")
    expires = django_filters.ChoiceFilter(label=gettext_lazy("Has a last day"), choices=YES_NO, method="filter_expires")

    def filter_expires(self, queryset: QuerySet, _name: str, choice: str) -> QuerySet:
        return queryset.filter(valid_until__isnull=choice == "no")

    class Meta:
        model = ProductEvidence
        fields: list[str] = []


class EvidenceViewSet(KeepsWithinReach, SnippetViewSet):
    model = ProductEvidence
    icon = "doc-full"
    menu_label = gettext_lazy("Evidence")
    menu_name = "catalogue-evidence"
    base_url_path = "catalogue/evidence"
    search_backend_name = None
    search_fields = ["claim", "product__key"]
    list_per_page = 50
    inspect_view_enabled = False
    add_view_class = EvidenceCreateView
    index_view_class = EvidenceListView
    filterset_class = EvidenceFilterSet
    list_display: Any = [
        "claim",
        Column("product", label=gettext_lazy("Product"), sort_key="product__key"),
        Column("document", label=gettext_lazy("Document")),
        Column("valid_until", label=gettext_lazy("Valid until"), sort_key="valid_until"),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("product", widget=product_chooser.widget_class),
            FieldPanel("claim"),
            FieldRowPanel([FieldPanel("document"), FieldPanel("valid_until")]),
        ]
    )
