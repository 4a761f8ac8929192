from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.admin_url_finder import ModelAdminURLFinder, register_admin_url_finder
from wagtail.admin.menu import MenuItem

from cms.auditing.admin.report import AuditMenuItem, AuditReport
from cms.auditing.unattended import IMPORTED
from cms.bulk.models import BulkJob


class JobURLFinder(ModelAdminURLFinder):
    """A bulk job is not edited, but everything it did stands on its page."""

    edit_url_name = "bulk:job"


register_admin_url_finder(BulkJob, JobURLFinder)


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    actions.register_action(IMPORTED, _("Import by a command"), _("Imported by a command"))


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    return [
        path("reports/audit/", AuditReport.as_view(), name="auditing_report"),
        path("reports/audit/results/", AuditReport.as_view(results_only=True), name="auditing_report_results"),
    ]


@hooks.register("register_reports_menu_item")
def register_menu_item() -> MenuItem:
    return AuditMenuItem(_("Audit log"), reverse("auditing_report"), name="audit-log", icon_name="history", order=880)


@hooks.register("register_permissions")
def register_permissions() -> QuerySet:
    return Permission.objects.filter(content_type__app_label="auditing", codename="view_auditentry")


@hooks.register("insert_global_admin_css")
def insert_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("admin/auditing.css"))
