from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SuggestingConfig(AppConfig):
    name = "search.suggesting"
    label = "suggesting"
    verbose_name = _("Search suggestions")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from search.suggesting import working

        working.register()
