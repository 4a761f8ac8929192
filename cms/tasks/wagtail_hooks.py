"""Puts tasks into Wagtail's admin."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.templatetags.static import static
from django.urls import include, path, reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms import today
from cms.tasks.admin.buttons import add_to_snippets, list_page_buttons
from cms.tasks.admin.views import ActView, AddView, PeopleView, SayView, TasksView, TaskView
from cms.tasks.today import MY_TASKS

today.register(MY_TASKS)
add_to_snippets()
hooks.register("register_page_header_buttons", list_page_buttons)

_ACTS = {
    "finish": _("“%(title)s” is done."),
    "drop": _("“%(title)s” is dropped."),
    "reopen": _("“%(title)s” is open again."),
}


@hooks.register("register_admin_menu_item")
def register_menu_item() -> MenuItem:
    return MenuItem(_("Tasks"), reverse_lazy("tasks:index"), name="tasks", icon_name="tasks", order=2)


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    acts = [path(f"<int:pk>/{act}/", ActView.as_view(act=act, said=said), name=act) for act, said in _ACTS.items()]
    patterns = [
        path("", TasksView.as_view(), name="index"),
        path("new/", AddView.as_view(), name="add"),
        path("<int:pk>/", TaskView.as_view(), name="task"),
        path("<int:pk>/say/", SayView.as_view(), name="say"),
        path("<int:pk>/people/", PeopleView.as_view(), name="people"),
        *acts,
    ]
    return [path("tasks/", include((patterns, "tasks")))]


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    """What a group may be given: to see everybody's tasks."""
    return Permission.objects.filter(content_type__app_label="tasks", codename="view_task")


@hooks.register("insert_global_admin_css")
def insert_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("admin/tasks.css"))
