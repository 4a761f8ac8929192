from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    name = "cms.media"
    label = "media"
    verbose_name = _("Media")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.delivery import kinds
        from cms.media import changes, disposal, renditions
        from cms.media.alike import merging, reading
        from cms.media.rights import checking, services, telling

        changes.connect()
        renditions.register()
        disposal.register()
        merging.register()
        reading.register()
        services.connect()
        telling.register()
        changes.connect_usage()
        kinds.register_check(checking.check_rights)
