import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.commands import TerminalCommand
from search.engines import get_engine
from search.engines.base import Engine, EngineError
from search.judging import JudgedQuery, JudgementError, judge, read_judgements
from search.ranking.evaluation import Figures, summarise


class Command(TerminalCommand):
    help = gettext_lazy("Measures the order of results against judgements (CSV: query, product_id as SKU, rating).")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--judgements", type=Path, required=True, metavar="FILE")
        parser.add_argument("--engine", choices=["embedded"], default="embedded")
        parser.add_argument("--locale", default=settings.LANGUAGE_CODE)
        parser.add_argument("--json", action="store_true", help=_("For machines."))
        parser.add_argument("--per-query", action="store_true", help=_("Each query's figures too."))

    def handle(self, *args: Any, **options: Any) -> None:
        known = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
        if options["locale"] not in known:
            raise CommandError(_("Choose a locale of: %(known)s.") % {"known": ", ".join(known)})
        try:
            engine = self._open(options["engine"])
            judgements = read_judgements(options["judgements"])
            judged = list(judge(engine, judgements, locale=options["locale"], at=timezone.now()))
        except (EngineError, ImproperlyConfigured, JudgementError) as error:
            raise CommandError(str(error)) from error
        figures = summarise([each.figures for each in judged])
        rows = judged if options["per_query"] else []
        if options["json"]:
            self._print_json(figures, rows)
        else:
            self._print_table(figures, rows)

    def _open(self, name: str) -> Engine:
        engine = get_engine()
        if engine.name != name:
            raise CommandError(_("This installation answers from %(engine)s.") % {"engine": engine.name})
        return engine

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
