from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "cms.content"
    label = "content"
    verbose_name = _("Content")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.catalog.demo import parts
        from cms.content import delivering
        from cms.content.demo.editing import load_editing
        from cms.content.demo.home import load_homes
        from cms.content.demo.loading import load_content

        delivering.register()
        parts.register(parts.Part("content", _("Articles, topics and menus"), load_content))
        parts.register(parts.Part("editing", _("Drafts and approvals"), load_editing, after=("content", "accounts")))
        parts.register(parts.Part("homes", _("Home pages"), load_homes, after=("content", "landing")))
