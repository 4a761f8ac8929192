from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BehaviourConfig(AppConfig):
    name = "search.behaviour"
    label = "behaviour"
    verbose_name = _("Shoppers' behaviour")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from search.behaviour import holding, working

        working.register()
        holding.register()
