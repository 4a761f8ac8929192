from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.commands import TerminalCommand
from storefront.explorer.assets import BuildError, build_assets, find_folder


class Command(TerminalCommand):
    help = gettext_lazy("Builds the files of the GraphQL explorer, so that it works without internet. Safe to repeat.")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        try:
            has_built = build_assets()
        except (BuildError, OSError) as error:
            raise CommandError(_("The explorer could not be built: %s") % error) from None
        if options["verbosity"]:
            said = _("The explorer is built: %s") if has_built else _("The explorer was built already: %s")
            self.stdout.write(said % find_folder())
