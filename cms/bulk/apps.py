from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BulkConfig(AppConfig):
    name = "cms.bulk"
    label = "bulk"
    verbose_name = _("Bulk work")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.bulk.jobs import telling, working

        working.register()
        telling.register_kinds()
