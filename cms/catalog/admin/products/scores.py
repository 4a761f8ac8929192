"""The score in the products' list."""

from __future__ import annotations

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.catalog.admin.products.columns import CellColumn
from cms.catalog.models import ProductContent, ProductScore
from cms.catalog.scoring.saying import say_packed

_SHOWN = 4


def find_tone(score: ProductScore) -> str:
    """How it looks: "blocked", "low", "fair" or "good"."""
    if score.blocking:
        return "blocked"
    return "low" if score.score < 60 else "fair" if score.score < 80 else "good"


class ScoreColumn(CellColumn):
    """The points; what they went for is told where the pointer rests, and in the editor."""

    def __init__(self) -> None:
        super().__init__("score", label=gettext_lazy("Score"), sort_key="score__score", classname="catalogue-number")

    def describe(self, instance: ProductContent) -> SafeString | str:
        score = instance.row.score
        if score is None:
            return "—"
        said = [say_packed(packed) for packed in score.findings[:_SHOWN]]
        title = "\n".join(f"{one.place}: {one.text} {one.cost}".strip() for one in said)
        badge = format_html(' <span class="catalogue-badge catalogue-badge--out">{}</span>', _("not publishable"))
        return format_html(
            '<span class="catalogue-score catalogue-score--{}" title="{}">{}</span>{}',
            find_tone(score),
            title,
            score.score,
            badge if score.blocking else "",
        )


def list_findings(score: ProductScore) -> SafeString:
    """All of them, a line each."""
    said = [say_packed(packed) for packed in score.findings]
    return format_html_join("", "<li>{}: {} {}</li>", ((one.place, one.text, one.cost) for one in said))
