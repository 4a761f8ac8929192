import signal
import threading
from types import FrameType
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.commands import TerminalCommand
from cms.delivery import outbox, worker


class Command(TerminalCommand):
    help = gettext_lazy("Applies what the outbox holds (search index, renditions, schedules, …) until it is stopped.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--consumer", action="append", help=_("Only this consumer; may be given several times."))

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()

        def ask_to_stop(_signal: int, _frame: FrameType | None) -> None:
            stop.set()

        signal.signal(signal.SIGTERM, ask_to_stop)
        signal.signal(signal.SIGINT, ask_to_stop)
        names = options["consumer"] or [consumer.name for consumer in outbox.all_consumers()]
        try:
            for name in names:
                outbox.get_consumer(name)
        except KeyError as error:
            raise CommandError(str(error.args[0])) from None
        self.stdout.write(_("Working for: %s") % ", ".join(names))
        worker.run(stop, consumers=names)
