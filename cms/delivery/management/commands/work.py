import signal
import threading
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext_lazy as _

from cms.delivery import outbox, worker


class Command(BaseCommand):
    help = _("Applies what the outbox holds (search index, renditions, schedules, …) until it is stopped.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--consumer", action="append", help=_("Only this consumer; may be given several times."))

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()

        def ask_to_stop(_signal: int, _frame: FrameType | None) -> None:
            stop.set()

        signal.signal(signal.SIGTERM, ask_to_stop)
        signal.signal(signal.SIGINT, ask_to_stop)
        names = options["consumer"] or [consumer.name for consumer in outbox.all_consumers()]
        for name in names:
            outbox.get_consumer(name)
        self.stdout.write(_("Working for: %s") % ", ".join(names))
        worker.run(stop, consumers=names)
