from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.commands import TerminalCommand
from search.merchandising.starting import ensure_starters
from search.starter.reading import read_starter_synonyms


class Command(TerminalCommand):
    help = gettext_lazy("Adds the starter synonyms that were never there; what was deleted stays deleted.")

    def handle(self, *args: Any, **options: Any) -> None:
        added = ensure_starters(read_starter_synonyms())
        self.stdout.write(_("%d synonym groups added") % added if added else _("up to date"))
