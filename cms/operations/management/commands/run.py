import os
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.commands import TerminalCommand
from cms.operations.running import Shop, run_shop


class Command(TerminalCommand):
    help = gettext_lazy("Prepares the shop, then runs its web server and worker until Ctrl-C, which ends both.")
    # The processes check for themselves where they need it; twice would only make starting slower.

    def add_arguments(self, parser: CommandParser) -> None:
        environment = settings.VITRINE_ENVIRONMENT
        parser.add_argument("--host", default="127.0.0.1", help=_("Address to listen on (default: this machine only)."))
        parser.add_argument("--port", type=int, default=environment.port, help=_("Port to listen on (default: $PORT)."))
        parser.add_argument(
            "--workers", type=int, default=environment.web_workers, help=_("Web processes (default: $WEB_WORKERS).")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        # Under make, killing make alone has to end the shop too.
        follow = os.getppid() if "MAKELEVEL" in os.environ else None
        run_shop(
            Shop(host=options["host"], port=options["port"], workers=options["workers"]),
            say=self._say,
            follow=follow,
        )

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
