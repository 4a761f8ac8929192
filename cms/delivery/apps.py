from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class DeliveryConfig(AppConfig):
    name = "cms.delivery"
    label = "delivery"
    verbose_name = _("Delivery")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.delivery import actions, dependants, guard, links, pages, scheduling

        actions.wrap()
        guard.connect()
        pages.connect()
        links.connect()
        dependants.register()
        scheduling.register()
        post_migrate.connect(_create_locales, sender=self, dispatch_uid="delivery-locales")


def _create_locales(using: str, **_kwargs: Any) -> None:
    """Every configured content language has its row: Wagtail's own migration makes only the default one."""
    from wagtail.models import Locale

    for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES:
        Locale.objects.using(using).get_or_create(language_code=code)
