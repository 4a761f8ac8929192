from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.commands import TerminalCommand
from cms.operations.catalogues import compiling, extraction, merging, packages

# The code itself is written in English.
_LANGUAGES = ["zh_Hans"]


class Command(TerminalCommand):
    help = gettext_lazy(
        "Brings the message catalogues up to date with the code, or checks that they are. Needs no gettext."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help=_("Change nothing; fail where one is not complete."))
        parser.add_argument("--compile", action="store_true", help=_("Only compile what has changed."))

    def handle(self, *args: Any, **options: Any) -> None:
        folder = settings.CHECKOUT / "locale"
        if options["compile"]:
            count = sum(compiling.compile_changed(path) for path in settings.CATALOGUES)
            self.stdout.write(f"{count} compiled")
            return
        try:
            messages = extraction.extract(settings.CHECKOUT)
        except extraction.UnreadableMessage as error:
            raise CommandError(str(error)) from None
        treat = self._check if options["check"] else self._merge
        for language in _LANGUAGES:
            own = folder / language / "LC_MESSAGES" / "django.po"
            treat(own, messages, language)
            for domain in packages.DOMAINS:
                path = folder / "packages" / language / "LC_MESSAGES" / f"{domain}.po"
                known = [own] if domain == "django" else []
                treat(path, packages.find_untranslated(domain, language, own=known), language)

    def _check(self, path: Path, messages: Any, _language: str) -> None:
        faults = list(merging.find_faults(path, messages))
        if faults:
            lines = "\n  ".join([f"{path.relative_to(settings.CHECKOUT)} is not complete:", *faults])
            raise CommandError(f"{lines}\nWay out: make messages, then translate what is new.")
        self.stdout.write(f"{path.relative_to(settings.CHECKOUT)}: {len(messages)} messages, all translated")

    def _merge(self, path: Path, messages: Any, language: str) -> None:
        missing = merging.merge(path, messages, language=language)
        compiling.compile_catalogue(path)
        for message in missing:
            self.stdout.write(f"to translate: {message!r}")
        self.stdout.write(f"{path.relative_to(settings.CHECKOUT)}: {len(messages)} messages, {len(missing)} missing")
