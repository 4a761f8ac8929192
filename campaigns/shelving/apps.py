from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ShelvingConfig(AppConfig):
    name = "campaigns.shelving"
    label = "shelving"
    verbose_name = _("Shelf and life cycle")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from campaigns.shelving import alerting, scheduling
        from campaigns.shelving.demo.loading import load_shelving
        from cms.catalog.demo import parts

        alerting.register()
        scheduling.register()
        parts.register(
            parts.Part("shelving", _("Shelf and life cycle"), load_shelving, after=("promotions", "behaviour", "norms"))
        )
