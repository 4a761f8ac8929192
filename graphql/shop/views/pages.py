"""Everything else below a locale: whatever the API says lives at the path, or where it has gone."""

from __future__ import annotations

from django.http import HttpResponse

from shop.serving import shop_page
from shop.visits import Missing, Visit, require_content


@shop_page
def show_page(visit: Visit, path: str) -> HttpResponse:
    require_content(visit.ask("place", path=f"/{path}")["route"])
    raise Missing
