from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunityConfig(AppConfig):
    name = "cms.community"
    label = "community"
    verbose_name = _("Community")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy

        from cms.catalog.demo import parts
        from cms.community import holding as product_holding
        from cms.community.demo.loading import load_community
        from cms.community.models import Post, Reply
        from cms.community.posts import delivering, holding, moderating, removing
        from cms.community.questions import kinds as questions
        from cms.community.reviews import kinds as reviews
        from cms.community.reviews import reminding
        from cms.community.reviews import removing as withdrawn_reviews
        from cms.community.uploads import settling
        from cms.members.admin.policies import LookingPolicy

        register_permission_policy(Post, LookingPolicy(Post, "moderate", "feature"), exact_class=True)
        register_permission_policy(Reply, LookingPolicy(Reply, "moderate"), exact_class=True)
        delivering.register()
        moderating.register()
        removing.register()
        holding.register()
        reviews.register()
        withdrawn_reviews.register()
        questions.register()
        product_holding.register()
        settling.register()
        reminding.register()
        parts.register(parts.Part("community", _("Members and what they wrote"), load_community, after=("accounts",)))
