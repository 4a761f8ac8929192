from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogConfig(AppConfig):
    name = "cms.catalog"
    label = "catalog"
    verbose_name = _("Catalogue")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.catalog import delivering, links, media_places
        from cms.catalog.demo import completing
        from cms.catalog.reach import policies
        from cms.catalog.scoring import working
        from cms.catalog.selections import watching

        policies.register()
        delivering.register()
        watching.register()
        working.register()
        links.connect()
        media_places.connect()
        completing.register()
