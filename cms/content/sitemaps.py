"""What search engines may look at: every live document with a page, in all its languages, and where that list is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Exists, Max, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.views.decorators.cache import cache_control

from cms.catalog.models import Offer
from cms.catalog.selectors import on_shelf
from cms.content.rendering.seo import NOT_INDEXED
from cms.delivery.addresses import make_address
from cms.delivery.models import DeliveryDocument, DocumentLabel
from cms.delivery.models.document import DocumentQuerySet

# Far below the 50,000 that are allowed: with all their languages a file stays under 10 MB.
_LIMIT = 5000
_XML = "application/xml"
_ROBOTS = """User-agent: *
Disallow: /admin/
{disallowed}
Sitemap: {sitemap}
"""
# Pages of the storefront that are different for everybody, or endless.
_NOT_FOR_ROBOTS = ("search", "me", "preview")

_minutes = cache_control(public=True, max_age=600)


@_minutes
def show_index(request: HttpRequest) -> HttpResponse:
    """The sitemaps of each kind, a few thousand addresses in each."""
    documents = _list_documents(at=timezone.now())
    newest = dict(documents.order_by().values_list("kind").annotate(newest=Max("rendered_at")))
    found = []
    for kind in sorted(newest):
        for number in _paginate(documents, kind).page_range:
            location = _make_url(reverse("sitemap_of_kind", args=[kind, number]))
            found.append({"location": location, "last_mod": newest[kind]})
    return TemplateResponse(request, "sitemap_index.xml", {"sitemaps": found}, content_type=_XML)


@_minutes
def show_sitemap(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """One file of addresses, each with where the same thing is in other languages."""
    at = timezone.now()
    pages = _paginate(_list_documents(at=at), kind)
    if not pages.count or number not in pages.page_range:
        raise Http404
    rows = list(pages.page(number))
    alternates = _find_alternates(kind, [key for key, *_ in rows], at=at)
    urls = [
        {
            "location": _make_url(make_address(path, locale)),
            "lastmod": rendered_at,
            "alternates": _list_alternates(alternates.get(key, {})),
        }
        for key, locale, path, rendered_at in rows
    ]
    return TemplateResponse(request, "sitemap.xml", {"urlset": urls}, content_type=_XML)


@_minutes
def show_robots(_request: HttpRequest) -> HttpResponse:
    """What robots are asked to leave alone, and where the sitemap is."""
    locales = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
    # "/en/me" alone would mean "/en/menswear" as well.
    lines = [
        f"Disallow: /{locale}/{name}{end}" for locale in locales for name in _NOT_FOR_ROBOTS for end in ("$", "/", "?")
    ]
    text = _ROBOTS.format(disallowed="\n".join(lines), sitemap=_make_url(reverse("sitemap")))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def _list_documents(*, at: datetime) -> DocumentQuerySet:
    """Live documents with a page that search engines may find; products only while they can be seen."""
    hidden = DocumentLabel.objects.filter(document=OuterRef("pk"), label=NOT_INDEXED)
    offered = Offer.objects.filter(on_shelf(at), product__key=OuterRef("key"))
    shown = ~Q(kind="product") | Q(Exists(offered))
    return DeliveryDocument.objects.live(at=at).exclude(path="").filter(~Exists(hidden), shown)


def _paginate(documents: DocumentQuerySet, kind: str) -> Paginator:
    rows = documents.filter(kind=kind).order_by("pk").values_list("key", "locale", "path", "rendered_at")
    return Paginator(rows, _LIMIT)


def _find_alternates(kind: str, keys: Sequence[str], *, at: datetime) -> dict[str, dict[str, str]]:
    """By key, the path in each locale it is really written in."""
    found: dict[str, dict[str, str]] = {}
    rows = _list_documents(at=at).filter(kind=kind, key__in=set(keys))
    for key, locale, path in rows.values_list("key", "locale", "path"):
        found.setdefault(key, {})[locale] = path
    return found


def _list_alternates(paths: Mapping[str, str]) -> list[dict[str, Any]]:
    """One for each language, and one for everybody else; nothing where there is no choice."""
    if len(paths) < 2:
        return []
    urls = {locale: _make_url(make_address(path, locale)) for locale, path in sorted(paths.items())}
    listed = [{"lang_code": write_language(locale), "location": url} for locale, url in urls.items()]
    if settings.LANGUAGE_CODE in urls:
        listed.append({"lang_code": "x-default", "location": urls[settings.LANGUAGE_CODE]})
    return listed


def write_language(locale: str) -> str:
    """A locale as search engines write it: "zh-hans" is "zh-Hans", "en-gb" is "en-GB"."""
    language, *more = locale.split("-")
    return "-".join([language, *(part.title() if len(part) == 4 else part.upper() for part in more)])


def _make_url(address: str) -> str:
    return iri_to_uri(settings.VITRINE_STOREFRONT_URL.rstrip("/") + address)
