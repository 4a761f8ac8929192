"""What may be said of the products of each category."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from cms.catalog.admin import saving
from cms.catalog.admin.facts.panels import FormInlinePanel
from cms.catalog.admin.products.filters import CategoryFilter
from cms.catalog.admin.reach.keeping import KeepsWithinReach
from cms.catalog.forms.definition import DefinitionForm, DefinitionTextForm
from cms.catalog.models import Category, SpecificationDefinition, SpecificationType


class DefinitionCategoryFilter(CategoryFilter):
    """What holds for a category: its own definitions and those it inherits."""

    def filter(self, queryset: QuerySet, category: Category | None) -> QuerySet:
        if category is None:
            return queryset
        step = category.steplen
        return queryset.filter(
            category__path__in=[category.path[:end] for end in range(step, len(category.path) + 1, step)]
        )


class DefinitionFilterSet(WagtailFilterSet):
    category = DefinitionCategoryFilter(
        label=gettext_lazy("Holds for category"), queryset=Category.objects.order_by("path")
    )
    type = django_filters.ChoiceFilter(label=gettext_lazy("Type"), choices=SpecificationType.choices)

    class Meta:
        model = SpecificationDefinition
        fields: list[str] = []


class DefinitionListView(generic.IndexView):
    filterset_class = DefinitionFilterSet
    is_searchable = True
    default_ordering = "name"

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self._get_title_column("name"),
            Column("key", label=_("Key"), sort_key="key"),
            Column("category", label=_("Category"), accessor="category.name", sort_key="category__path"),
            Column("type", label=_("Type"), accessor="get_type_display", sort_key="type"),
            Column("unit", label=_("Unit")),
            BooleanColumn("is_required", label=_("Required"), sort_key="is_required"),
            BooleanColumn("is_facet", label=_("Filter"), sort_key="is_facet"),
        ]

    def get_base_queryset(self) -> QuerySet[SpecificationDefinition]:
        return super().get_base_queryset().select_related("category")

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        text = self.search_query
        return queryset.filter(name__icontains=text) | queryset.filter(key__icontains=text) if text else queryset


class _Announcing:
    """Saving says so to delivery in the same transaction: all products of the category show the definition."""

    def save_instance(self: Any) -> SpecificationDefinition:
        categories = []
        if self.form.instance.pk and "category" in self.form.changed_data:
            before = SpecificationDefinition.objects.select_related("category").get(pk=self.form.instance.pk)
            categories.append(before.category)
        definition = super().save_instance()  # type: ignore[misc]
        saving.announce_categories([*categories, definition.category], at=timezone.now())
        return definition


class DefinitionCreateView(_Announcing, generic.CreateView):
    pass


class DefinitionEditView(_Announcing, generic.EditView):
    pass


class DefinitionDeleteView(generic.DeleteView):
    @property
    def confirmation_message(self) -> str:
        return _(
            "Delete “%(name)s”? Products keep their values under the key “%(key)s”, but shoppers no longer see them."
        ) % {"name": self.object.name, "key": self.object.key}

    def delete_action(self) -> None:
        with transaction.atomic():
            category = self.object.category
            super().delete_action()
            saving.announce_categories([category], at=timezone.now())


class DefinitionTexts(FormInlinePanel):
    form = DefinitionTextForm


class SpecificationViewSet(KeepsWithinReach, ModelViewSet):
    model = SpecificationDefinition
    name = "catalogue_specification"
    url_prefix = "catalogue/specifications"
    icon = "list-ul"
    menu_label = gettext_lazy("Specifications")
    menu_name = "catalogue-specifications"
    list_per_page = 50
    copy_view_enabled = False
    index_view_class = DefinitionListView
    add_view_class = DefinitionCreateView
    edit_view_class = DefinitionEditView
    delete_view_class = DefinitionDeleteView
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("category", help_text=gettext_lazy("It holds for the categories below it as well.")),
                    FieldPanel("name"),
                    FieldPanel("key", help_text=gettext_lazy("What feeds call it, for good.")),
                ],
                heading=gettext_lazy("Specification"),
            ),
            FieldRowPanel([FieldPanel("type"), FieldPanel("unit")], heading=gettext_lazy("Type")),
            FieldPanel("choices"),
            FieldRowPanel(
                [FieldPanel("is_required"), FieldPanel("is_facet"), FieldPanel("sort_order")],
                heading=gettext_lazy("Use"),
            ),
            DefinitionTexts(
                "texts",
                panels=[
                    FieldPanel("locale"),
                    FieldPanel("name"),
                    FieldPanel("unit"),
                    FieldPanel("choice_labels"),
                ],
                heading=gettext_lazy("In each language"),
                label=gettext_lazy("Language"),
            ),
        ],
        base_form_class=DefinitionForm,
    )
