from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db.models import Count, Min, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.commands import TerminalCommand
from cms.delivery import outbox
from cms.delivery.models import OutboxEntry
from cms.delivery.models.outbox import OutboxStatus


class Command(TerminalCommand):
    help = gettext_lazy(
        "Shows what the outbox holds for whom, and what was given up on; --retry-dead tries that again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--retry-dead", action="store_true", help=_("Try again what was given up on."))
        parser.add_argument("--consumer", help=_("Only for this consumer."))

    def handle(self, *args: Any, **options: Any) -> None:
        consumer = options["consumer"]
        if consumer is not None:
            try:
                outbox.get_consumer(consumer)
            except KeyError as error:
                raise CommandError(str(error.args[0])) from None
        if options["retry_dead"]:
            count = outbox.retry_dead(at=timezone.now(), consumer=consumer)
            self.stdout.write(_("%(count)d entries will be tried again.") % {"count": count})
            return
        self._show(consumer)

    def _show(self, consumer: str | None) -> None:
        at = timezone.now()
        entries = OutboxEntry.objects.filter(consumer=consumer) if consumer else OutboxEntry.objects.all()
        due = Q(status=OutboxStatus.PENDING, available_at__lte=at)
        rows = (
            entries.values("consumer")
            .annotate(
                due=Count("pk", filter=due),
                later=Count("pk", filter=Q(status=OutboxStatus.PENDING, available_at__gt=at)),
                claimed=Count("pk", filter=Q(status=OutboxStatus.CLAIMED)),
                dead=Count("pk", filter=Q(status=OutboxStatus.DEAD)),
                oldest=Min("created_at", filter=due),
            )
            .order_by("consumer")
        )
        if not rows:
            self.stdout.write(_("The outbox is empty."))
        for row in rows:
            waiting = f"{(at - row['oldest']).total_seconds():.0f} s" if row["oldest"] else "-"
            self.stdout.write(
                _(
                    "%(consumer)s: %(due)d due (oldest %(waiting)s), %(claimed)d being applied, "
                    "%(later)d for later, %(dead)d dead"
                )
                % {**row, "waiting": waiting}
            )
        for entry in entries.filter(status=OutboxStatus.DEAD).order_by("consumer", "key")[:50]:
            self.stdout.write(f"  {entry.consumer} {entry.key}: {entry.error.splitlines()[-1] if entry.error else ''}")
