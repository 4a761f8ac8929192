from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _


class LandingConfig(AppConfig):
    name = "campaigns.landing"
    label = "landing"
    verbose_name = _("Landing pages")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from campaigns.landing import codes, delivering, reaching, rights
        from campaigns.landing.demo.loading import load_landings
        from cms.catalog.demo import parts

        reaching.register()
        delivering.register()
        codes.register()
        # Rights are made app by app: when it is the turn of auth, which comes after us, ours are there.
        post_migrate.connect(rights.grant, sender=apps.get_app_config("auth"), dispatch_uid="landing-rights")
        parts.register(parts.Part("landing", _("Landing pages"), load_landings, after=("content",)))
