from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OperationsConfig(AppConfig):
    name = "cms.operations"
    label = "operations"
    verbose_name = _("Operations")

    def ready(self) -> None:
        from cms.catalog.demo import parts
        from cms.operations import demo_limits, health, licences, permission_words
        from cms.operations.demo_tasks import load_tasks
        from cms.operations.roles import watching
        from cms.settings import checks

        checks.register()
        health.register_own_probes()
        watching.connect()
        licences.connect()
        permission_words.put_in_place()
        parts.register(
            parts.Part(
                "responsibility",
                _("People who look after a part of the shop"),
                demo_limits.load_keepers,
                after=("community", "editing", "promotions", "coupons"),
            )
        )
        parts.register(
            parts.Part(
                "tasks",
                _("Tasks"),
                load_tasks,
                # They are asked of whoever has a role by then.
                after=("responsibility", "editing", "promotions", "community", "landing"),
            )
        )
