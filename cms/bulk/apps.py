from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BulkConfig(AppConfig):
    name = "cms.bulk"
    label = "bulk"
    verbose_name = _("Bulk work")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.bulk.demo import load_uploads
        from cms.bulk.jobs import telling, working
        from cms.catalog.demo import parts

        working.register()
        telling.register_kinds()
        parts.register(
            # Somebody has a role by then, and nothing else looks at stock afterwards.
            parts.Part("uploads", _("Uploaded tables"), load_uploads, after=("accounts", "shelving", "coupons"))
        )
