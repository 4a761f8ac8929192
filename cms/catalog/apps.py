from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# Those that have pictures of their own.
_LAST = ("content", "editing", "landing", "homes", "community")


class CatalogConfig(AppConfig):
    name = "cms.catalog"
    label = "catalog"
    verbose_name = _("Catalogue")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.catalog import delivering, links, media_places
        from cms.catalog.demo import completing, parts
        from cms.catalog.demo.care import load_care
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
        parts.register(parts.Part("care", _("Licences of pictures"), load_care, after=_LAST))
