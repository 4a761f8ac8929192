"""The page of who is responsible for what."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from cms.catalog.models import CategoryLimit


class LimitForm(WagtailAdminModelForm):
    """Offers the people who may enter the admin, by name, and the groups."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        from cms.catalog.admin.choosers import brand_chooser, category_chooser

        self.fields["category"].widget = category_chooser.widget_class()
        self.fields["brand"].widget = brand_chooser.widget_class()
        if "group" in self.fields:
            people: Any = self.fields["user"]
            people.queryset = get_user_model()._default_manager.filter(is_active=True).order_by("username")
            people.label_from_instance = _name_person
            groups: Any = self.fields["group"]
            groups.queryset = Group.objects.order_by("name")


def _name_person(user: Any) -> str:
    name = user.get_full_name()
    return f"{name} ({user.get_username()})" if name else user.get_username()


class LimitListView(generic.IndexView):
    @cached_property
    def columns(self) -> list[Any]:
        return [
            self._get_title_column("owner", accessor="owner"),
            Column("kind", label=_("Kind"), accessor=_name_kind),
            Column("category", label=_("Category"), accessor=_name_category),
            Column("brand", label=_("Brand"), accessor=lambda limit: limit.brand or _("all")),
            BooleanColumn("hides_rest", label=_("Hides the others")),
        ]

    def get_base_queryset(self) -> QuerySet[CategoryLimit]:
        return super().get_base_queryset().select_related("group", "user", "category", "brand")

    @cached_property
    def no_results_message(self) -> str:
        return _("Nobody is limited: whoever may change products may change all of them.")


def _name_kind(limit: CategoryLimit) -> str:
    return _("group") if limit.group_id else _("person")


def _name_category(limit: CategoryLimit) -> str:
    if limit.category is None:
        return _("all")
    names = [one.name for one in limit.category.get_ancestors()] if limit.category.depth > 1 else []
    return " › ".join([*names, limit.category.name])


class CategoryLimitViewSet(ModelViewSet):
    model = CategoryLimit
    name = "category_limits"
    url_prefix = "catalogue/responsibilities"
    icon = "group"
    menu_label = gettext_lazy("Areas of responsibility")
    menu_name = "category-limits"
    menu_order = 605
    add_to_settings_menu = True
    list_per_page = 100
    copy_view_enabled = False
    index_view_class = LimitListView
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("group"), FieldPanel("user")], heading=gettext_lazy("Whose it is")),
            FieldRowPanel([FieldPanel("category"), FieldPanel("brand")], heading=gettext_lazy("What it is")),
            FieldPanel("hides_rest"),
        ],
        base_form_class=LimitForm,
    )
