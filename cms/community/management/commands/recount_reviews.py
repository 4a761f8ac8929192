"""manage.py recount_reviews: counts what is kept as a number anew. It never has to be run; it says if it had to be."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.catalog.feeds.commanding import align
from cms.commands import TerminalCommand
from cms.community.questions.services import recount_questions
from cms.community.reviews.summaries import recount_all
from cms.community.votes import recount_votes


class Command(TerminalCommand):
    help = gettext_lazy("Count reviews, answers and votes anew, product by product; safe while the shop runs.")

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        wrong = []
        products = 0
        for key, was_wrong in recount_all(at=at):
            products += 1
            if was_wrong:
                wrong.append(key)
        for key in wrong:
            self.stdout.write(_("%(key)s was wrong and has been put right.") % {"key": key})
        figures = {
            _("products"): products,
            _("summaries put right"): len(wrong),
            _("questions put right"): recount_questions(),
            _("votes put right"): recount_votes(),
        }
        for text in align({name: f"{number:,}" for name, number in figures.items()}):
            self.stdout.write(text)
