from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.members.identity import development
from cms.members.identity.providers import is_built_in_allowed


class Command(BaseCommand):
    help = "Prints a token of the built-in identity provider, to try the API as a demo member (development only)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="one of: " + ", ".join(one.subject for one in development.DEMO_MEMBERS))
        parser.add_argument("--hours", type=int, default=12, help="how long it holds (12)")

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_built_in_allowed():
            raise CommandError(
                "The built-in identity provider is off: this is production, or MEMBER_ISSUER names the shop's own."
            )
        member = development.find_demo_member(options["name"])
        if member is None:
            known = ", ".join(one.subject for one in development.DEMO_MEMBERS)
            raise CommandError(f"There is no demo member {options['name']!r}; there are: {known}.")
        self.stdout.write(development.sign_token(member, lifetime=timedelta(hours=options["hours"])))
