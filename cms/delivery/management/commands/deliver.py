import time
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Revision

from cms.commands import TerminalCommand
from cms.delivery import dependants, services
from cms.delivery.kinds import Kind, all_kinds, get_kind
from cms.delivery.models import DeliveryDocument

_BATCH = 200


class Command(TerminalCommand):
    help = gettext_lazy("Renders delivery documents again from what is published.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help=_("Every kind of document."))
        parser.add_argument(
            "--kind", action="append", default=[], help=_("Only this kind; may be given several times.")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["all"] == bool(options["kind"]):
            raise CommandError(_("Say what to render: either --all or --kind NAME."))
        try:
            kinds = list(all_kinds()) if options["all"] else [get_kind(name) for name in options["kind"]]
        except KeyError as error:
            raise CommandError(str(error.args[0])) from None
        for kind in kinds:
            self._deliver(kind)

    def _deliver(self, kind: Kind) -> None:
        total, changed = kind.count(), 0
        live: set[int] = set()
        started = time.monotonic()
        for batch in _batches(kind.iterate()):
            changed += len(services.deliver_many(kind.name, batch, at=timezone.now()))
            live.update(source.pk for source in batch)
            self._report(kind.name, len(live), total, started)
        changed += self._render_planned(kind)
        withdrawn = self._withdraw_orphans(kind, live)
        if self.stdout.isatty():
            self.stdout.write("")
        self.stdout.write(
            _("%(kind)s: %(total)d rendered, %(changed)d changed, %(withdrawn)d withdrawn, %(seconds).1f s")
            % {
                "kind": kind.name,
                "total": len(live),
                "changed": changed,
                "withdrawn": withdrawn,
                "seconds": time.monotonic() - started,
            }
        )

    def _render_planned(self, kind: Kind) -> int:
        ids = list(
            DeliveryDocument.objects.filter(kind=kind.name, live_from__gt=timezone.now()).values_list("pk", flat=True)
        )
        return sum(
            len(dependants.render_again(ids[start : start + _BATCH], at=timezone.now()))
            for start in range(0, len(ids), _BATCH)
        )

    def _withdraw_orphans(self, kind: Kind, live: set[int]) -> int:
        """Documents of something that is not live in Wagtail's tables, nor about to be by its schedule."""
        at = timezone.now()
        scheduled = Revision.objects.filter(approved_go_live_at__isnull=False).values("pk")
        served = (
            DeliveryDocument.objects.open(at=at)
            .filter(kind=kind.name)
            .exclude(revision_id__in=scheduled)
            .values_list("source_id", flat=True)
        )
        orphans = sorted(set(served) - live)
        if orphans:
            services.withdraw_sources(kind.name, orphans, at=at)
        return len(orphans)

    def _report(self, name: str, done: int, total: int, started: float) -> None:
        if not self.stdout.isatty():
            return
        seconds = time.monotonic() - started
        left = (total - done) * seconds / max(done, 1)
        self.stdout.write(f"\r{name}: {done}/{total}  {done / max(seconds, 0.001):.0f}/s  {left:.0f} s  ", ending="")
        self.stdout.flush()


def _batches(sources: Iterator[Any]) -> Iterator[list[Any]]:
    while batch := list(islice(sources, _BATCH)):
        yield batch
