"""`manage.py shelf_rules`: runs the shelf rules now."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.shelving.running import count_wanted, run_rules
from campaigns.shelving.scheduling import plan_run
from cms.commands import TerminalCommand


class Command(TerminalCommand):
    help = gettext_lazy("Runs the shelf rules now: does what they may do by themselves, and proposes the rest.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help=_("only say what would be done, by rule"))

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        at = timezone.now()
        if dry_run:
            counts = count_wanted(at=at)
            for name, count in sorted(counts.items()):
                self.stdout.write(f"{count:>7}  {name}")
            self.stdout.write(_("Nothing was changed: %(count)d changes would be.") % {"count": sum(counts.values())})
            return
        run = run_rules(at=at)
        plan_run(at=timezone.now())
        text = _(
            "%(seen)d products: %(applied)d changed, %(proposed)d proposed, %(failed)d not possible, "
            "%(left)d left for the next run."
        )
        self.stdout.write(
            text % {name: getattr(run, name) for name in ("seen", "applied", "proposed", "failed", "left")}
        )
