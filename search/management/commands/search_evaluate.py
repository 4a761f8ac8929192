import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.commands import TerminalCommand
from search.engines import find_engine
from search.engines.base import EngineError
from search.judging import JudgedQuery, JudgementError, Judgements, judge, read_judgements, read_stored_judgements
from search.management.engines import add_engine_argument
from search.ranking.evaluation import Figures, summarise


class Command(TerminalCommand):
    help = gettext_lazy("Measures the order of results against judgements (CSV: query, product_id as SKU, rating).")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--judgements", type=Path, metavar="FILE", help=_("Left out: what was judged in the search workbench.")
        )
        add_engine_argument(parser)
        parser.add_argument("--locale", default=settings.LANGUAGE_CODE)
        parser.add_argument("--json", action="store_true", help=_("For machines."))
        parser.add_argument("--per-query", action="store_true", help=_("Each query's figures too."))
        parser.add_argument(
            "--at-least", type=float, metavar="NDCG", help=_("Fail where nDCG@10 is below this, such as 0.70.")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        known = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
        if options["locale"] not in known:
            raise CommandError(_("Choose a locale of: %(known)s.") % {"known": ", ".join(known)})
        try:
            engine = find_engine(options["engine"])
            judgements = self._read(options["judgements"], options["locale"])
            judged = list(judge(engine, judgements, locale=options["locale"], at=timezone.now()))
        except (EngineError, JudgementError) as error:
            raise CommandError(str(error)) from error
        figures = summarise([each.figures for each in judged])
        rows = judged if options["per_query"] else []
        if options["json"]:
            self._print_json(figures, rows)
        else:
            self._print_table(figures, rows)
        wanted = options["at_least"]
        if wanted is not None and figures.ndcg_at_10 < wanted:
            raise CommandError(
                _("nDCG@10 is %(figure).3f, below the %(wanted).3f asked for with --at-least. --per-query shows where.")
                % {"figure": figures.ndcg_at_10, "wanted": wanted}
            )

    def _read(self, path: Path | None, locale: str) -> Judgements:
        return read_stored_judgements(locale=locale) if path is None else read_judgements(path)

    def _print_json(self, figures: Figures, rows: list[JudgedQuery]) -> None:
        content: dict[str, Any] = asdict(figures)
        if rows:
            content["per_query"] = [{"query": row.text, **asdict(row.figures)} for row in rows]
        self.stdout.write(json.dumps(content, ensure_ascii=False, indent=2))

    def _print_table(self, figures: Figures, rows: list[JudgedQuery]) -> None:
        if rows:
            self.stdout.write(f"{'nDCG@10':>8} {'RR':>6} {'R@50':>6} {_('found'):>6}  {_('query')}")
        for row in rows:
            each = row.figures
            recall = "-" if each.recall_at_50 is None else f"{each.recall_at_50:.3f}"
            line = f"{each.ndcg_at_10:8.3f} {each.reciprocal_rank:6.3f} {recall:>6} {each.found:>6}  {row.text}"
            self.stdout.write(line)
        for name, value in (
            (_("queries"), f"{figures.queries}"),
            ("nDCG@10", f"{figures.ndcg_at_10:.3f}"),
            ("MRR", f"{figures.mrr:.3f}"),
            ("recall@50", f"{figures.recall_at_50:.3f}"),
            (_("condensed nDCG@10"), f"{figures.condensed_ndcg_at_10:.3f}"),
            (_("zero results"), f"{figures.zero_results}"),
        ):
            self.stdout.write(f"{name:<20} {value:>8}")
