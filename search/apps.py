from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    label = "shopper_search"
    verbose_name = _("Search")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from search import checks, indexing, quality, reweighing, standing_in  # noqa: F401 - importing registers the checks

        indexing.register()
        standing_in.register()
        reweighing.register()
        quality.register()
