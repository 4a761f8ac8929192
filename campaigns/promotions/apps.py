from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PromotionsConfig(AppConfig):
    name = "campaigns.promotions"
    label = "promotions"
    verbose_name = _("Promotions")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from campaigns.promotions import delivering, reaching, repricing, warning
        from campaigns.promotions.claims import expiring
        from campaigns.promotions.coupons import holding, making
        from campaigns.promotions.demo.coupons import load_coupons
        from campaigns.promotions.demo.loading import load_promotions
        from cms.catalog.demo import parts

        reaching.register()
        delivering.register()
        expiring.register()
        repricing.register()
        warning.register()
        making.register()
        holding.register()
        parts.register(parts.Part("promotions", _("Promotions"), load_promotions, after=("accounts", "behaviour")))
        parts.register(parts.Part("coupons", _("Coupons"), load_coupons, after=("promotions", "community")))
