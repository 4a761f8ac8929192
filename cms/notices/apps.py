from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "cms.notices"
    label = "notices"
    verbose_name = _("Notices")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.notices import cleaning, reminders
        from cms.notices.mailing import sending as mails
        from cms.notices.robots import sending as robots
        from cms.notices.sources import delivery, workflows

        mails.register()
        robots.register()
        reminders.register()
        cleaning.register()
        delivery.connect()
        workflows.connect()
