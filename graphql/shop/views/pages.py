"""Everything else below a locale: whatever the API says lives at the path, or where it has gone."""

from __future__ import annotations

from django.http import HttpResponse

from cms.delivery.addresses import make_address
from shop.serving import shop_page
from shop.visits import Missing, Moved, Visit, require_content


@shop_page
def show_page(visit: Visit, path: str) -> HttpResponse:
    content = require_content(visit.ask("place", path=f"/{path}")["route"])
    if content["path"] != f"/{path}":
        raise Moved(make_address(content["path"], visit.locale), is_permanent=True)
    raise Missing
