from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BehaviourConfig(AppConfig):
    name = "search.behaviour"
    label = "behaviour"
    verbose_name = _("Shoppers' behaviour")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.catalog.demo import parts
        from search.behaviour import holding, interests, working
        from search.behaviour.demo.loading import load_behaviour

        working.register()
        interests.register()
        holding.register()
        parts.register(parts.Part("behaviour", _("What visitors did"), load_behaviour, after=("community",)))
