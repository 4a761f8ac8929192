from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "cms.content"
    label = "content"
    verbose_name = _("Content")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from cms import ordering
        from cms.catalog.demo import parts
        from cms.content import delivering, rights
        from cms.content.demo.editing import load_editing
        from cms.content.demo.home import load_homes
        from cms.content.demo.loading import load_content

        delivering.register()
        ordering.register()
        # Rights are made app by app: when it is the turn of auth, which comes after us, ours are there.
        post_migrate.connect(rights.grant, sender=apps.get_app_config("auth"), dispatch_uid="content-rights")
        parts.register(parts.Part("content", _("Articles, topics and menus"), load_content))
        parts.register(parts.Part("editing", _("Drafts and approvals"), load_editing, after=("content", "accounts")))
        parts.register(parts.Part("homes", _("Home pages"), load_homes, after=("content", "landing")))
