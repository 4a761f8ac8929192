from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PromotionsConfig(AppConfig):
    name = "campaigns.promotions"
    label = "promotions"
    verbose_name = _("Promotions")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from campaigns.promotions import delivering
        from campaigns.promotions.claims import expiring
        from campaigns.promotions.coupons import holding, making

        delivering.register()
        expiring.register()
        making.register()
        holding.register()
