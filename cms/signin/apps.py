from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SigninConfig(AppConfig):
    name = "cms.signin"
    label = "signin"
    verbose_name = _("Signing in")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.signin import cleaning, recording, telling

        telling.register_kinds()
        recording.connect()
        cleaning.register()
