"""The page of who is responsible for which board."""

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
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from cms.community.models import BoardLimit
from cms.community.moderation.refusing import name_user


class BoardLimitForm(WagtailAdminModelForm):
    """Offers the people who may enter the admin, by name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["user"]
        people.queryset = get_user_model()._default_manager.filter(is_active=True).order_by("username")
        people.label_from_instance = name_user
        groups: Any = self.fields["group"]
        groups.queryset = Group.objects.order_by("name")


class BoardLimitListView(generic.IndexView):
    @cached_property
    def columns(self) -> list[Any]:
        return [
            self._get_title_column("owner", accessor="owner"),
            Column("kind", label=_("Kind"), accessor=lambda limit: _("group") if limit.group_id else _("person")),
            Column("board", label=_("Board")),
        ]

    def get_base_queryset(self) -> QuerySet[BoardLimit]:
        return super().get_base_queryset().select_related("group", "user", "board")

    @cached_property
    def no_results_message(self) -> str:
        return _("Nobody is limited: whoever may moderate decides on every board.")


class BoardLimitViewSet(ModelViewSet):
    model = BoardLimit
    name = "board_limits"
    url_prefix = "community/responsibilities"
    icon = "group"
    menu_label = gettext_lazy("Boards of responsibility")
    menu_name = "board-limits"
    menu_order = 606
    add_to_settings_menu = True
    list_per_page = 100
    copy_view_enabled = False
    index_view_class = BoardLimitListView
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("group"), FieldPanel("user")], heading=gettext_lazy("Whose it is")),
            FieldPanel("board"),
        ],
        base_form_class=BoardLimitForm,
    )
