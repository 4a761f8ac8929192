from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WeighingConfig(AppConfig):
    name = "search.weighing"
    label = "weighing"
    verbose_name = _("Search weights")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from search.weighing import scheduling

        scheduling.connect()
