from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LandingConfig(AppConfig):
    name = "campaigns.landing"
    label = "landing"
    verbose_name = _("Landing pages")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from campaigns.landing import delivering

        delivering.register()
