"""`manage.py run`: prepare the shop, then keep its web server and its worker running."""

from __future__ import annotations

import errno
import http.client
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connections
from django.utils.translation import gettext as _

from cms.operations.processes import CONTEXT, Child
from cms.operations.supervisor import Stopped, Supervisor

Say = Callable[[str], None]

_SLOW_START_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Shop:
    """Where the shop is served."""

    host: str
    port: int
    workers: int

    @property
    def address(self) -> str:
        host = "localhost" if self.host in {"127.0.0.1", "0.0.0.0", "::", "::1"} else self.host  # noqa: S104
        return f"http://{host}:{self.port}"


def run_shop(shop: Shop, *, say: Say, follow: int | None) -> None:
    """Run until told to stop. Raises CommandError when the port is taken or preparing fails."""
    refuse_taken_port(shop.host, shop.port)
    # What is forked below must not share a connection that the system checks have opened.
    connections.close_all()
    supervisor = Supervisor(say=say, follow=follow)
    supervisor.watch_signals()
    try:
        closing = _prepare(supervisor)
        say(_("==> Web server and worker …"))
        supervisor.start(_describe_children(shop))
        _wait_until_served(shop, supervisor)
        for line in _describe_shop(shop, closing):
            say(line)
        supervisor.keep_running()
    except Stopped:
        say(_("==> Stopping …"))
    finally:
        supervisor.stop()


def refuse_taken_port(host: str, port: int) -> None:
    """Raise CommandError where `port` cannot be listened on, before any work is done."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                reason = _("port %d is in use: stop what uses it, or choose another one") % port
            else:
                reason = _("cannot listen on %(host)s port %(port)d: %(reason)s; choose another one") % {
                    "host": host,
                    "port": port,
                    "reason": error.strerror,
                }
            raise CommandError(f"{reason}: make run PORT={port + 1 if port < 65535 else 8001}") from None


def _prepare(supervisor: Supervisor) -> list[str]:
    """In a process of its own: it leaves threads and connections behind that must not be forked."""
    receiver, sender = CONTEXT.Pipe(duplex=False)
    code = supervisor.run_to_end(Child("preparation", prepare_in_child, {"sender": sender}))
    if code != 0:
        raise CommandError(_("The shop could not be prepared (the reason stands above)."), returncode=code)
    return receiver.recv()


def prepare_in_child(sender: Any) -> None:
    """Prepare, and send what is to be told at the end. Errors people can act on come without a traceback."""
    import sys

    from cms.commands import speak_the_terminals_language
    from cms.operations.preparing import Plan, prepare

    speak_the_terminals_language()
    try:
        sender.send(prepare(Plan(demo=settings.VITRINE_IS_DEVELOPMENT), say=lambda line: print(line, flush=True)))  # noqa: T201
    except CommandError as error:
        print(error, file=sys.stderr)  # noqa: T201
        sys.exit(1)


def work_in_child() -> None:
    """The worker, exactly as `manage.py work` runs it."""
    from django.core.management import call_command

    call_command("work")


def _describe_children(shop: Shop) -> list[Child]:
    from cms.operations.serving import serve_web

    options = {"host": shop.host, "port": shop.port, "workers": shop.workers}
    return [Child("web server", serve_web, options), Child("worker", work_in_child)]


def _wait_until_served(shop: Shop, supervisor: Supervisor) -> None:
    deadline = time.monotonic() + _SLOW_START_SECONDS
    while not _is_served(shop):
        supervisor.pause()
        if not supervisor.children[0].is_alive or time.monotonic() > deadline:
            raise CommandError(_("The web server did not start (the reason stands above)."))


def _is_served(shop: Shop) -> bool:
    host = "127.0.0.1" if shop.host == "0.0.0.0" else shop.host  # noqa: S104
    connection = http.client.HTTPConnection(host, shop.port, timeout=5)
    try:
        connection.request("GET", "/health/live")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def _describe_shop(shop: Shop, closing: list[str]) -> list[str]:
    return [
        "",
        _("Vitrine is running. Ctrl-C ends it."),
        "",
        f"  {_('Shop')}       {shop.address}/",
        f"  {_('Admin')}      {shop.address}/admin/",
        f"  {_('Explorer')}   {shop.address}/explorer/",
        f"  GraphQL    {shop.address}/graphql",
        *(f"  {line}" for line in closing),
        "",
    ]
