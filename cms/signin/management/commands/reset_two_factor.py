"""manage.py reset_two_factor USER: the last resort of whoever has lost telephone and recovery codes."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.commands import TerminalCommand
from cms.signin.factors import reset


class Command(TerminalCommand):
    help = gettext_lazy("Take the second factor off an account of the admin; it is set up anew at the next sign-in.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("user", help=_("name of the account"))

    def handle(self, *args: Any, user: str, **options: Any) -> None:
        person = get_user_model()._default_manager.filter(username=user).first()  # type: ignore[misc]
        if person is None:
            raise CommandError(
                _("There is no account “%(name)s”. The names are in the admin under Settings › Users.") % {"name": user}
            )
        if reset(person):
            self.stdout.write(_("“%(name)s” has no second factor any more.") % {"name": user})
        else:
            self.stdout.write(_("“%(name)s” had no second factor; nothing has changed.") % {"name": user})
