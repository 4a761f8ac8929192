from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "cms.members"
    label = "members"
    verbose_name = _("Members")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy

        from cms.members.admin.policies import LookingPolicy
        from cms.members.models import Erasure, Member

        policy = LookingPolicy(Member, "view", "export", "erase", "block")
        register_permission_policy(Member, policy, exact_class=True)
        register_permission_policy(Erasure, LookingPolicy(Erasure, "view"), exact_class=True)
