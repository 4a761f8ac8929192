from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditingConfig(AppConfig):
    name = "cms.auditing"
    label = "auditing"
    verbose_name = _("Audit log")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.auditing import cleaning, collecting, failures, unattended
        from cms.auditing.admin import history

        collecting.connect()
        failures.connect()
        unattended.connect()
        cleaning.register()
        history.put_in_place()
