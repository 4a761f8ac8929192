from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MerchandisingConfig(AppConfig):
    name = "search.merchandising"
    label = "merchandising"
    verbose_name = _("Search merchandising")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.catalog.demo import parts
        from search.merchandising import reaching, versions
        from search.merchandising.demo.loading import load_merchandising

        reaching.register()
        versions.connect()
        parts.register(parts.Part("merchandising", _("Search rules"), load_merchandising, after=("content", "landing")))
