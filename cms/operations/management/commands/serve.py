from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.commands import TerminalCommand
from cms.operations.serving import serve_web


class Command(TerminalCommand):
    help = gettext_lazy("Serves the shop, without its worker, until it is stopped.")

    def add_arguments(self, parser: CommandParser) -> None:
        environment = settings.VITRINE_ENVIRONMENT
        parser.add_argument("--host", default="127.0.0.1", help=_("Address to listen on (default: this machine only)."))
        parser.add_argument("--port", type=int, default=environment.port, help=_("Port to listen on (default: $PORT)."))
        parser.add_argument(
            "--workers", type=int, default=environment.web_workers, help=_("Web processes (default: $WEB_WORKERS).")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        serve_web(host=options["host"], port=options["port"], workers=options["workers"])
