"""What the rules go by, and what reviews rate: lists that moderators keep."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from cms.community.models import (
    CannedReason,
    ModerationWord,
    ReviewDimension,
    WordCategory,
    WordSeverity,
)
from cms.spelling import squeeze_text


class WordForm(WagtailAdminModelForm):
    """A word that would find nothing, or that is there in another spelling, is refused."""

    def clean_word(self) -> str:
        word: str = self.cleaned_data["word"].strip()
        plain = squeeze_text(word)
        if not plain:
            raise ValidationError(_("This has no letter or number in it, so it would find nothing."))
        others = ModerationWord.objects.exclude(pk=self.instance.pk).values_list("word", flat=True)
        same = next((other for other in others if squeeze_text(other) == plain), None)
        if same is not None:
            raise ValidationError(_("“%(word)s” is on the list and finds the same.") % {"word": same})
        return word


class WordFilterSet(WagtailFilterSet):
    severity = django_filters.ChoiceFilter(
        label=gettext_lazy("What to do"),
        choices=WordSeverity.choices,
        empty_label=gettext_lazy("All"),
        widget=forms.RadioSelect,
    )
    category = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("Category"), choices=WordCategory.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = ModerationWord
        fields: list[str] = []


class WordListView(generic.IndexView):
    filterset_class = WordFilterSet
    is_searchable = True
    default_ordering = "word"
    page_title = gettext_lazy("Words")

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self._get_title_column("word"),
            Column("severity", label=_("What to do"), accessor="get_severity_display", sort_key="severity"),
            Column("category", label=_("Category"), accessor="get_category_display", sort_key="category"),
            BooleanColumn("is_active", label=_("In use"), sort_key="is_active"),
            Column("note", label=_("Note"), accessor="note"),
        ]

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        text = self.search_query
        return queryset.filter(word__icontains=text) | queryset.filter(note__icontains=text) if text else queryset


class WordViewSet(ModelViewSet):
    model = ModerationWord
    name = "moderation_word"
    url_prefix = "community/moderation/words"
    icon = "list-ul"
    menu_label = gettext_lazy("Words")
    menu_name = "moderation-words"
    list_per_page = 100
    copy_view_enabled = False
    index_view_class = WordListView
    edit_handler = ObjectList(
        [
            FieldPanel("word"),
            FieldRowPanel([FieldPanel("severity"), FieldPanel("category"), FieldPanel("is_active")]),
            FieldPanel("note"),
        ],
        base_form_class=WordForm,
    )


class ReasonForm(WagtailAdminModelForm):
    locale = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)


class ReasonListView(generic.IndexView):
    page_title = gettext_lazy("Reasons for rejection")
    default_ordering = "locale"

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self._get_title_column("text"),
            Column("locale", label=_("Language"), accessor="locale", sort_key="locale"),
            Column("sort_order", label=_("Order"), accessor="sort_order", sort_key="sort_order"),
        ]


class ReasonViewSet(ModelViewSet):
    model = CannedReason
    name = "moderation_reason"
    url_prefix = "community/moderation/reasons"
    icon = "comment"
    menu_label = gettext_lazy("Reasons for rejection")
    menu_name = "moderation-reasons"
    copy_view_enabled = False
    index_view_class = ReasonListView
    edit_handler = ObjectList(
        [FieldPanel("locale"), FieldPanel("text"), FieldPanel("sort_order")], base_form_class=ReasonForm
    )


class DimensionListView(generic.IndexView):
    page_title = gettext_lazy("Review dimensions")
    default_ordering = "sort_order"

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self._get_title_column("name"),
            Column("key", label=_("Key"), accessor="key"),
            Column("category", label=_("Category"), accessor=lambda one: one.category or _("all products")),
            BooleanColumn("is_active", label=_("Asked for"), sort_key="is_active"),
            Column("sort_order", label=_("Order"), accessor="sort_order", sort_key="sort_order"),
        ]

    def get_base_queryset(self) -> QuerySet[ReviewDimension]:
        return super().get_base_queryset().select_related("category")


class DimensionViewSet(ModelViewSet):
    model = ReviewDimension
    name = "review_dimension"
    url_prefix = "community/reviews/dimensions"
    icon = "order"
    menu_label = gettext_lazy("Review dimensions")
    menu_name = "review-dimensions"
    copy_view_enabled = False
    index_view_class = DimensionListView
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [FieldPanel("name"), FieldPanel("key"), FieldPanel("category")], heading=gettext_lazy("Dimension")
            ),
            FieldRowPanel([FieldPanel("is_active"), FieldPanel("sort_order")]),
            InlinePanel(
                "texts",
                panels=[FieldPanel("locale"), FieldPanel("name")],
                heading=gettext_lazy("In each language"),
                label=gettext_lazy("Language"),
                help_text=gettext_lazy("Where a language has none, the name above is shown."),
            ),
        ]
    )
