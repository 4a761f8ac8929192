from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HandbookConfig(AppConfig):
    name = "cms.handbook"
    label = "handbook"
    verbose_name = _("Handbook")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.catalog.demo import parts
        from cms.handbook import publishing
        from cms.handbook.demo import load_handbook
        from cms.handbook.keeping import KEEPER
        from cms.handbook.models import HandbookPage
        from cms.handbook.services import NOTICE
        from cms.notices import kinds

        KEEPER.connect([HandbookPage])
        kinds.register(kinds.Kind(NOTICE, _("Feedback on the handbook"), icon="help"))
        publishing.connect()
        parts.register(parts.Part("handbook", _("Handbook: readings and feedback"), load_handbook, after=("accounts",)))
